/** Where somebody looks on. */
export interface Terminal {
  write: (text: string) => void
  columns: () => number
}

/** The terminal behind a stream of the process; undefined: its output goes to a file or a program. */
export function terminalOf (stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>): Terminal | undefined {
  return stream.isTTY ? { write: (text) => { stream.write(text) }, columns: () => stream.columns } : undefined
}
