interface EngineRefusal { code?: string, engineStatus?: number, message?: string }

/** The engine says that there is no log to read: of this driver (`none`), or of a container that is being removed or gone. */
export function isUnreadable (error: unknown): boolean {
  const { engineStatus, message = '' } = error as EngineRefusal
  return engineStatus === 404 || (engineStatus !== undefined && /logging driver|can not get logs/i.test(message))
}

/** As opposed to one of writing what the engine gave. */
export function isEngineError (error: unknown): boolean {
  return (error as EngineRefusal).code?.startsWith('CONTAINERIZER_ERR_ENGINE_') === true
}
