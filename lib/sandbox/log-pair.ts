import type { LogFile } from './log-file.ts'
import type { SandboxLogs } from '../../types/sandbox.ts'

/** The two files of a sandbox as one; `end` ends both whatever happens and then tells of the first that failed. */
export function logPair (stdout: LogFile, stderr: LogFile): SandboxLogs {
  const files = { stdout, stderr }
  return {
    write: (stream, data) => files[stream].write(data),
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
