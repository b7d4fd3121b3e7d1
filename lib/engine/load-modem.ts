/**
 * Loads what it takes to have an engine do something, a quarter of a second's work. To be called while there is room for it: an import that
 * has failed once, as for want of a file descriptor, fails for ever.
 */
export async function loadModem (): Promise<void> {
  await import('dockerode')
}
