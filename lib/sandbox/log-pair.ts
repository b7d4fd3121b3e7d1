import type { SandboxLogs } from '../../types/sandbox.ts'
import type { LogFile } from './log-file.ts'

/** What one stream is appended to. */
export type LogTarget = Pick<LogFile, 'position' | 'write' | 'flushed' | 'tail' | 'end'>

/** The two files of a sandbox as one; `end` ends both whatever happens and then tells of the first that failed. */
export function logPair (stdout: LogTarget, stderr: LogTarget): SandboxLogs {
  const files = { stdout, stderr }
  return {
    get position () { return { stdout: stdout.position, stderr: stderr.position } },
    tail: (stream, length) => files[stream].tail(length),
    write: (stream, data) => files[stream].write(data),
    async flushed () {
      await stdout.flushed()
      await stderr.flushed()
    },
    async note (line) {
      await stderr.write(Buffer.from(`${line}\n`))
      await stderr.flushed()
    },
    async end () {
      const outcomes = await Promise.allSettled([stdout.end(), stderr.end()])
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    }
  }
}
