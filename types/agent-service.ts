/** `app.mesosAgent`. */
export interface MesosAgentService {
  /**
   * Resolves when containers, tasks and frameworks of before have been found and frameworks are served; with
   * `recover=cleanup` when every container has ended. Rejects with what stood in the way, or when the app closes first.
   */
  readonly recovered: Promise<void>
}
