import { posix } from 'node:path'
import type { Parameter } from '../../types/index.ts'

/** A file that one of DockerInfo's parameters names, as `docker run` would read it. */
export interface ParameterFile {
  field: string
  /** The flag. */
  key: string
  /** As it stands there: absolute, or within the sandbox. */
  path: string
}

/** Of these, as with the docker CLI, the flags of the same name without -file win wherever they stand. */
export const fileFlags: readonly string[] = ['env-file', 'label-file']

/** The path of a seccomp profile in the value of `security-opt`; undefined for other options and for a profile given as text. */
export function seccompFile (value: string): string | undefined {
  const path = /^seccomp[=:](.*)$/s.exec(value)?.[1]
  return path === undefined || path === 'unconfined' || path.startsWith('{') ? undefined : path
}

/** What is wrong with the path of such a file, by its letters. */
export function pathRule (path: string): string | undefined {
  const within = posix.isAbsolute(path) || !/^\.\.?(\/|$)/.test(posix.normalize(path))
  return path === '' || path.includes('\0') || !within ? 'must be the path of a file, absolute or within the sandbox' : undefined
}

/** The files among these parameters, in their order. */
export function parameterFiles (parameters: readonly Parameter[] = []): ParameterFile[] {
  return parameters.flatMap(({ key, value }, i) => {
    const path = fileFlags.includes(key) ? value : key === 'security-opt' ? seccompFile(value) : undefined
    return path === undefined ? [] : [{ field: `container.docker.parameters[${i}] --${key}`, key, path }]
  })
}
