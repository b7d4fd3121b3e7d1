import type { OutputStream } from '../../../types/docker-engine.ts'

/** A number of bytes of each stream. */
export type OutputCounts = Record<OutputStream, number>

export const streams: readonly OutputStream[] = ['stdout', 'stderr']

/** Whose log. */
export interface LogSource {
  engineId: string
  tty: boolean
  driver: string
}

/** What ties the engine's log to the sandbox: where it is to be read from, and where in the files that stands. */
export interface LogAnchor {
  /** Seconds since the epoch from which on the log is read; 0: from its beginning. */
  since: number
  /** Positions in the sandbox's logs before the first record that this gives. May be less than 0. */
  base: OutputCounts
  /** Time of that first record. Another one says that the engine has rotated it away. */
  head?: string
  /**
   * The engine itself went away then, with the files at these positions. What it had given us and not yet put into its
   * log is missing there, and what comes later in the log is new in any case.
   */
  cut?: { at: string, position: OutputCounts }
  /** A line of our own, and where it ends in the logs it belongs to: a crash in the middle of its writing is made good. */
  mark?: { line: string, ends: Partial<OutputCounts> }
}

/** A moment of ours in the form of the engine's times. */
export function toLogTime (milliseconds: number): string {
  return `${String(Math.floor(milliseconds / 1000)).padStart(10, '0')}.${String(Math.floor(milliseconds % 1000)).padStart(3, '0')}000000`
}
