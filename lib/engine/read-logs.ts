import type { LogOptions, LogSink } from '../../types/docker-engine.ts'
import { Demux } from './demux.ts'
import { LineEnds } from './line-ends.ts'
import { LogStamps } from './log-stamps.ts'
import { pumpOutput } from './pump-output.ts'
import { systemCalls } from './system-calls.ts'
import type { Answer, Transport } from './transport.ts'
import { DEFAULT_TIMEOUT_MS, refusal } from './unary.ts'

/** The first engine that reads its driver `local` back as it was written. */
const FIRST_WITH_LINE_ENDS = 23

export async function readLogs (transport: Transport, id: string, sink: LogSink, options: LogOptions = {}): Promise<void> {
  const { since = '0', follow = false, tty = false, driver, lineEnded = () => false, signal } = options
  const ends = !tty && driver === 'local' && await losesLineEnds(transport, options) ? new LineEnds(sink) : undefined
  const answer = await transport.open({
    method: 'GET',
    path: `/containers/${encodeURIComponent(id)}/logs`,
    // With a TTY there are no frames, and times would stand anywhere among the bytes.
    query: { stdout: '1', stderr: '1', since, follow: follow ? '1' : '0', timestamps: tty ? '0' : '1' }
  }, { signal, timeoutMs: DEFAULT_TIMEOUT_MS }, true)
  if (answer.status !== 200) throw await refusal(answer)
  await (tty ? pumpOutput(answer, sink, true) : pumpRecords(answer, new LogStamps(ends ?? sink)))
  await ends?.finish(lineEnded)
}

async function pumpRecords (answer: Answer, stamps: LogStamps): Promise<void> {
  const demux = new Demux()
  for await (const chunk of answer.body) {
    for (const piece of demux.split(chunk)) {
      const held = stamps.take(piece)
      if (held !== undefined) await held
    }
  }
  if (!demux.atBoundary) throw answer.failure(new Error('the log was cut inside a record'))
}

async function losesLineEnds (transport: Transport, { signal }: LogOptions): Promise<boolean> {
  const { version } = await systemCalls(transport).version(signal === undefined ? {} : { signal })
  return Number.parseInt(version) < FIRST_WITH_LINE_ENDS
}
