import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DockerEngine, OutputSink, OutputStream } from '../../types/docker-engine.ts'

/**
 * Appends what the engine's own log has beyond the sandbox files: their lengths are the cursors, so nothing is
 * written twice. For a container of which the stream was cut, or which ran while no agent listened.
 */
export async function catchUp (
  engine: DockerEngine, id: string, directory: string, tty: boolean, sink: OutputSink
): Promise<void> {
  const have: Record<OutputStream, number> = { stdout: await size(directory, 'stdout'), stderr: await size(directory, 'stderr') }
  await engine.logs(id, {
    write (stream, data) {
      const known = Math.min(have[stream], data.length)
      have[stream] -= known
      return known === data.length ? undefined : sink.write(stream, data.subarray(known))
    }
  }, { tty })
}

async function size (directory: string, name: OutputStream): Promise<number> {
  return (await stat(join(directory, name))).size
}
