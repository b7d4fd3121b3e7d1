/** Numbers about the host by the original's names, such as `containerizer/fetcher/task_fetches_failed`. */
export interface Metrics {
  /** Adds to a counter, 1 unless told otherwise. `by` 0 makes it known, so that a snapshot shows it before anything was counted. */
  count (name: string, by?: number): void
  /** Declares what is read at every snapshot; a name that is declared again is read from the newer. The returned function takes it away. */
  gauge (name: string, read: () => number): () => void
  /**
   * Adds a duration to a timer, which shows the last one by its own name and `/count`, `/min`, `/max` and `/p50` to `/p9999` of
   * the last hour's below it. A timer without any shows nothing.
   */
  time (name: string, milliseconds: number): void
  /** Every counter, gauge and timer now, sorted by name. A gauge that throws is left out. */
  snapshot (): Record<string, number>
}
