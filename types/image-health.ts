/** What the engine finds out about containers with the HEALTHCHECK of their image. */
export interface ImageHealth {
  /** What was heard last. Undefined: nothing yet. */
  of (engineId: string): boolean | undefined
  /** Tells whatever is heard from now on, also what is known already; the returned function ends that. */
  on (engineId: string, listener: (healthy: boolean) => void): () => void
}
