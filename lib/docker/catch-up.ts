import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DockerEngine, OutputSink, OutputStream } from '../../types/docker-engine.ts'

/** How many bytes of each stream of the container are in the sandbox already. */
export type OutputCursor = Record<OutputStream, number>

/** The cursor of a container which an agent before this one served: the lengths of its files. */
export async function cursorOfFiles (directory: string): Promise<OutputCursor> {
  const size = async (name: OutputStream): Promise<number> => (await stat(join(directory, name))).size
  return { stdout: await size('stdout'), stderr: await size('stderr') }
}

/** A sink that moves the cursor on by what it takes. */
export function counting (sink: OutputSink, cursor: OutputCursor): OutputSink {
  return {
    write (stream, data) {
      cursor[stream] += data.length
      return sink.write(stream, data)
    }
  }
}

/**
 * Appends what the engine's own log holds beyond the cursor, so nothing is written twice. For a container whose
 * stream was cut, or which ran while no agent listened.
 */
export async function catchUp (
  engine: DockerEngine, id: string, tty: boolean, sink: OutputSink, cursor: OutputCursor
): Promise<void> {
  const known: OutputCursor = { ...cursor }
  const counted = counting(sink, cursor)
  await engine.logs(id, {
    write (stream, data) {
      const skipped = Math.min(known[stream], data.length)
      known[stream] -= skipped
      return skipped === data.length ? undefined : counted.write(stream, data.subarray(skipped))
    }
  }, { tty })
}
