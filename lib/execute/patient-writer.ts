/** A function that writes to these streams and resolves when there is room for more; a stream that fails makes it reject. */
export function patientWriter<N extends string> (streams: Record<N, NodeJS.WritableStream>): (name: N, data: string | Uint8Array) => Promise<void> {
  // Heard by the one who writes; unheard it would end the process.
  for (const stream of Object.values<NodeJS.WritableStream>(streams)) stream.on('error', () => {})
  return (name, data) => new Promise((resolve, reject) => {
    streams[name].write(data, error => error ? reject(error) : resolve())
  })
}
