/** What stands between launches and the engine, so that it is not asked for more at a time than it can do. */
export interface LaunchGate {
  /** Resolves when a container may be created and started; what it gives is to be called when that is done, with the error if it failed. */
  enter (signal: AbortSignal): Promise<(error?: unknown) => void>
}
