import type { CommandTaskCapable } from '../../types/containerizer.ts'
import type { TaskStatusListener } from '../../types/task-status.ts'

interface Subscription { readonly listener: TaskStatusListener, undo: Array<() => void> }

/** Listeners that may come before the containerizers they want to hear. */
export class StatusSubscriptions {
  readonly #subscriptions = new Set<Subscription>()
  #sources: readonly CommandTaskCapable[] = []

  /** The same listener added twice is called twice; each returned function takes one away. */
  add (listener: TaskStatusListener): () => void {
    const subscription: Subscription = { listener, undo: this.#listen(listener) }
    this.#subscriptions.add(subscription)
    return () => {
      this.#subscriptions.delete(subscription)
      for (const undo of subscription.undo.splice(0)) undo()
    }
  }

  /** To be called once. */
  connect (sources: readonly CommandTaskCapable[]): void {
    this.#sources = sources
    for (const subscription of this.#subscriptions) subscription.undo = this.#listen(subscription.listener)
  }

  // Straight from source to listener: a source logs what its listeners throw, so nothing is caught in between.
  #listen (listener: TaskStatusListener): Array<() => void> {
    return this.#sources.map(source => source.onTaskStatus(listener))
  }
}
