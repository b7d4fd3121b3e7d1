/** Time enters through here, so that tests can advance it. Milliseconds throughout. */
export interface Clock {
  now (): number
  /** Resolves after `ms`; rejects with the signal's reason when aborted first. */
  sleep (ms: number, signal?: AbortSignal): Promise<void>
}
