import type { CheckpointStore } from '../../types/checkpoint.ts'
import type { ContainerLogger, LoggerName } from '../../types/sandbox.ts'
import { ForwardingLogger } from './forwarding-logger.ts'
import { hostLogForward } from './host-log-forward.ts'
import { journalForward } from './journal-forward.ts'
import type { JournalParts } from './journal-stream.ts'
import { RotatingLogger } from './rotating-logger.ts'
import type { Rotated } from './rotating-file.ts'
import type { Rotation } from './rotation.ts'
import { SandboxLogger } from './sandbox-logger.ts'

export interface LoggerParts extends Omit<JournalParts, 'path'> {
  rotation: Rotation
  /** What was rotated. */
  records: CheckpointStore<Rotated>
  /** journald's socket for streams, where it is not at its place. */
  journalPath?: string
}

const JOURNAL = '/run/systemd/journal/stdout'

/** One of our own loggers: files that grow or are rotated, and perhaps something beside them. */
export function makeLogger (name: LoggerName, { rotation, records, journalPath: path = JOURNAL, clock, log, metrics }: LoggerParts): ContainerLogger {
  const [kind, beside] = name.split('+')
  const files = kind === 'sandbox' ? new SandboxLogger() : new RotatingLogger(rotation, records)
  switch (beside) {
    case 'log': return new ForwardingLogger(files, async (request) => hostLogForward(log, request))
    case 'journald': return new ForwardingLogger(files, (request) => journalForward({ path, clock, log, metrics }, request))
    default: return files
  }
}
