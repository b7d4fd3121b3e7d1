/** What is on its way to its place. */
export interface Staged<T> {
  ready: Promise<T>
  /** Puts it there, once it is ready. */
  commit: () => Promise<T>
}

/** So many are under way at a time, of what is waited for and not worked on. */
const AHEAD = 6

/**
 * Begins one piece of work after the other and commits them in that order. After a failure nothing more is begun, what stands before the
 * failed one is committed, and what stands behind it is not. `at` is told of each that is dealt with, of a failed one last.
 */
export async function inOrder<I, T> (items: Iterable<I>, signal: AbortSignal, begin: (item: I, signal: AbortSignal) => Promise<Staged<T>>, at: (item: I) => void): Promise<void> {
  const broken = new AbortController()
  const either = AbortSignal.any([signal, broken.signal])
  const line: Array<{ item: I, staged: Staged<T> }> = []
  const end = async (left: number): Promise<void> => {
    for (let next; line.length > left && (next = line.shift()) !== undefined;) {
      at(next.item)
      await next.staged.commit()
    }
  }
  const next = async (item: I): Promise<Staged<T>> => {
    either.throwIfAborted()
    return await begin(item, either)
  }
  try {
    for (const item of items) {
      await end(AHEAD - 1)
      at(item)
      const staged = await next(item).catch(async (error: unknown) => {
        await end(0)
        at(item)
        throw error
      })
      // Seen at its turn, but what is begun meanwhile may take hours.
      staged.ready.catch((error: unknown) => { broken.abort(error) })
      line.push({ item, staged })
    }
    await end(0)
  } catch (error) {
    broken.abort(error)
    throw error
  } finally {
    await Promise.allSettled(line.map(({ staged }) => staged.ready))
  }
}
