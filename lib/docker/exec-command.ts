import type { ExecCommand, ExecOptions } from '../../types/containerizer.ts'
import { errors } from '../errors.ts'
import { execWords } from '../run-options/exec-words.ts'
import type { DockerParts } from './docker-parts.ts'
import { execInContainer } from './exec-in-container.ts'

/** Runs a command for somebody else in a container; one that the engine has not started yet has none. */
export async function execCommand (
  parts: Pick<DockerParts, 'engine' | 'clock'>, { key, place }: { key: string, place: string | null }, command: ExecCommand, { output, signal }: ExecOptions = {}
): Promise<number> {
  const words = execWords(command)
  if (place === null) throw new errors.CONTAINERIZER_ERR_EXEC_FAILED(`Container ${key} does not run yet`)
  const { user } = command
  return await execInContainer(parts, place, { ...words, ...(user === undefined ? {} : { user }) }, signal ?? new AbortController().signal, output)
}
