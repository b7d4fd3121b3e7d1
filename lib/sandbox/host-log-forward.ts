import { setImmediate } from 'node:timers/promises'
import type { OutputStream } from '../../types/docker-engine.ts'
import type { Log } from '../../types/log.ts'
import type { LogRequest } from '../../types/sandbox.ts'
import type { Forward } from './forwarding-logger.ts'
import { TextLines } from './text-lines.ts'

/** Each line becomes one of the host's log, with the container and the stream beside it. */
export function hostLogForward (log: Log, { containerKey: container }: LogRequest): Forward {
  const lines = { stdout: new TextLines(), stderr: new TextLines() }
  const say = (stream: OutputStream, texts: string[]): void => { for (const text of texts) log.info({ container, stream }, text) }
  return {
    write (stream, data) {
      const whole = lines[stream].push(data)
      if (whole.length === 0) return undefined
      say(stream, whole)
      // A logger does not tell when it has had enough: what it writes to has a turn before the next piece comes.
      return setImmediate()
    },
    async end () {
      for (const stream of ['stdout', 'stderr'] as const) say(stream, lines[stream].end())
    }
  }
}
