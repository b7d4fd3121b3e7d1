/** A record that could not be read; it is left where it is. */
export interface BrokenRecord { key: string, error: Error }

/** Small durable records, one file each. A write survives a crash whole or not at all. */
export interface CheckpointStore<T> {
  write (key: string, value: T): Promise<void>
  /** Unknown key: undefined. */
  read (key: string): Promise<T | undefined>
  /** Unknown key: resolves. */
  remove (key: string): Promise<void>
  list (): Promise<{ records: Array<{ key: string, value: T }>, broken: BrokenRecord[] }>
}
