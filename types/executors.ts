import type { ExecutorEvent } from './mesos-v1.ts'

/** The event stream of one subscribed executor, as the executor API's core sees it. */
export interface ExecutorConnection {
  /** Whether somebody still reads. */
  readonly open: boolean
  /** Never throws. After the end it does nothing. */
  send (event: ExecutorEvent): void
  /** Ends the stream after what was sent. Idempotent. */
  close (): void
  /** The listener is called once, when the stream has ended for whatever reason. */
  onClose (listener: () => void): void
}
