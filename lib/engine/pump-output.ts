import type { OutputSink } from '../../types/docker-engine.ts'
import { Demux } from './demux.ts'
import type { Answer } from './transport.ts'

/**
 * Moves a container's output into the sink until the engine ends it. Nothing is read while the sink holds a write back,
 * so that the engine, and at last the container, waits. With a TTY there are no frames: all is stdout.
 */
export async function pumpOutput (answer: Answer, sink: OutputSink, tty: boolean): Promise<void> {
  const demux = new Demux()
  for await (const chunk of answer.body) {
    if (tty) {
      await sink.write('stdout', chunk)
      continue
    }
    for (const { stream, data } of demux.split(chunk)) {
      const held = sink.write(stream, data)
      if (held !== undefined) await held
    }
  }
  if (!demux.atBoundary) throw answer.failure(new Error('the output was cut inside a frame'))
}
