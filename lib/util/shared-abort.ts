import { setMaxListeners } from 'node:events'

/** A controller to whose signal any number of calls listen at a time, without a warning that they were forgotten. */
export function sharedAbort (): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}
