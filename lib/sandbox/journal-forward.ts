import type { LogRequest } from '../../types/sandbox.ts'
import type { Forward } from './forwarding-logger.ts'
import { JournalStream } from './journal-stream.ts'
import type { JournalParts } from './journal-stream.ts'

/** As syslog has them: what a task writes to stderr is an error to the journal, as with Docker's own driver. */
const PRIORITIES = { stdout: 6, stderr: 3 }

/** Both streams to journald, under the container's name: `journalctl -t <container>`. */
export async function journalForward (parts: JournalParts, { containerKey: identifier }: LogRequest): Promise<Forward> {
  const [stdout, stderr] = [PRIORITIES.stdout, PRIORITIES.stderr].map((priority) => new JournalStream(parts, { identifier, priority })) as [JournalStream, JournalStream]
  await Promise.all([stdout.open(), stderr.open()])
  const streams = { stdout, stderr }
  return {
    write: (stream, data) => streams[stream].write(data),
    async end () {
      await Promise.all([stdout.end(), stderr.end()])
    }
  }
}
