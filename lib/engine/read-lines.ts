const NEWLINE = 10

/**
 * The lines of a byte stream without their ends. Split as bytes, so that no character is torn; what follows the last
 * line end comes as a line of its own, and empty lines not at all.
 */
export async function * readLines (chunks: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  let begun: Buffer[] = []
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      const line = Buffer.concat([...begun, chunk.subarray(from, end)]).toString().trim()
      begun = []
      from = end + 1
      if (line !== '') yield line
    }
    if (from < chunk.length) begun.push(chunk.subarray(from))
  }
  const rest = Buffer.concat(begun).toString().trim()
  if (rest !== '') yield rest
}
