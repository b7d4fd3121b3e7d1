import type { CheckpointStore } from '../../types/checkpoint.ts'

/** Records of a program that nobody takes up after its end. */
export class MemoryCheckpointStore<T> implements CheckpointStore<T> {
  readonly map = new Map<string, T>()

  async write (key: string, value: T): Promise<void> {
    this.map.set(key, value)
  }

  async read (key: string): Promise<T | undefined> {
    return this.map.get(key)
  }

  async remove (key: string): Promise<void> {
    this.map.delete(key)
  }

  async list (): Promise<{ records: Array<{ key: string, value: T }>, broken: [] }> {
    return { records: Array.from(this.map, ([key, value]) => ({ key, value })), broken: [] }
  }
}
