import { constants, open, readlink } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import type { CreateBody } from '../../types/docker-engine.ts'
import { parameterFiles } from '../run-options/parameter-files.ts'
import type { ParameterFile } from '../run-options/parameter-files.ts'
import { refusal } from '../run-options/refusal.ts'
import type { Admitted } from './admit-launch.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { judgeHostPaths } from './judge-host-paths.ts'

/** Bytes of such a file, at most. */
const LARGEST = 1 << 20

const filesOf = ({ config }: DockerRun): ParameterFile[] => parameterFiles(config.containerInfo?.docker?.parameters)

/** The files of the agent's host that parameters of this container name, for the policy to judge before anything is fetched. */
export function parameterSources (run: DockerRun): string[] {
  return filesOf(run).map(({ path }) => path).filter(isAbsolute)
}

/**
 * The body with what `env-file`, `label-file` and a seccomp profile hold. They are read when the URIs are there, since those may have
 * brought them. What a task could not have mounted it cannot have read either: a file beyond the sandbox, also
 * behind a link, is judged as a host path is. Rejects with CONTAINERIZER_ERR_CONFIG_INVALID, which tells nothing of the content.
 */
export async function withParameterFiles (parts: DockerParts, run: DockerRun, { body, environment }: Admitted): Promise<CreateBody> {
  const wanted = filesOf(run)
  if (wanted.length === 0) return body
  const files = new Map<string, string>()
  for (const file of wanted) files.set(file.path, await read(parts, run, file))
  return parts.plan(run, environment, files)
}

async function read (parts: DockerParts, run: DockerRun, { field, path }: ParameterFile): Promise<string> {
  try {
    // A named pipe must not keep the launch waiting.
    const file = await open(resolve(run.config.directory, path), constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      // Judged is what is open: a path may lead elsewhere a moment later.
      await judgeHostPaths(parts, run, [await readlink(`/proc/self/fd/${file.fd}`)])
      const { size } = await file.stat().then((stat) => stat.isFile() ? stat : Promise.reject(refusal(field, path, 'must be a file')))
      if (size > LARGEST) throw refusal(field, path, `must be at most ${LARGEST} bytes`)
      const content = Buffer.alloc(size)
      const { bytesRead } = await file.read(content, 0, size, 0)
      return new TextDecoder('utf-8', { fatal: true }).decode(content.subarray(0, bytesRead))
    } finally {
      await file.close()
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'CONTAINERIZER_ERR_CONFIG_INVALID') throw error
    throw refusal(field, path, code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'must be UTF-8 text' : `cannot be read: ${String(code)}`)
  }
}
