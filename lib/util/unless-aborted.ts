/** Settles as the promise does, unless the signal is aborted first: then rejects with its reason. Leaves no listener behind. */
export async function unlessAborted<T> (promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort!: () => void
  const aborted = new Promise<never>((_resolve, reject) => { abort = () => reject(signal.reason) })
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort)
  try {
    // The loser's rejection counts as handled, also when the signal was aborted before.
    return await Promise.race([aborted, promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
