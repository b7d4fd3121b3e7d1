export type OutputStream = 'stdout' | 'stderr'

/**
 * Takes a container's output. `data` may be kept: nobody writes to it again. A returned promise holds the source
 * back until it settles; a rejection ends the attachment with that error.
 */
export interface OutputSink {
  write (stream: OutputStream, data: Buffer): Promise<void> | undefined
}

/**
 * Takes what the engine has in its log, record by record: a line with its end, a piece of a line that is longer than the
 * engine's measure, or what a stream ended with. A record may come in several pieces.
 */
export interface LogSink {
  /** `at` is the record's time, `seconds.nanoseconds` since the epoch in fixed width; unset with a TTY. */
  write (stream: OutputStream, data: Buffer, at?: string): Promise<void> | undefined
}

export interface LogOptions {
  /** `seconds.nanoseconds`. */
  since?: string
  follow?: boolean
  tty?: boolean
  /** The container's log driver, as inspect gives it: some engines have to be helped with some drivers. */
  driver?: string
  /** Where the engine does not tell whether the last line of a stream had an end: whether it had. Default: it had none. */
  lineEnded?: (stream: OutputStream) => boolean
  signal?: AbortSignal
}

export interface Attachment {
  /**
   * Resolves when the stream ended and the sink has taken all of it; rejects when it was cut inside a frame. A cut between
   * two frames, as by an engine that dies, looks like the end: that it was none is told only by a waiter which was lost too.
   */
  done: Promise<void>
  /** Ends the attachment. The container runs on. `done` then resolves. */
  close (): void
}
