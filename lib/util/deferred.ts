/** A promise together with what settles it. A rejection nobody awaits yet is not reported as unhandled. */
export interface Deferred<T> {
  readonly promise: Promise<T>
  resolve (value: T): void
  reject (error: unknown): void
}

export function deferred<T> (): Deferred<T> {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((_resolve, _reject) => { resolve = _resolve; reject = _reject })
  promise.catch(() => {})
  return { promise, resolve, reject }
}
