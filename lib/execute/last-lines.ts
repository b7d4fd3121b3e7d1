import { agentCall } from './agent-call.ts'

const PIECE = 64 * 1024
const NEWLINE = 10
const gone = { size: 0, data: Buffer.alloc(0) }

/** Where the last lines of a sandbox's file begin, read from its end; a last line without its newline is one too. 0: there are no more. */
export async function lastLines (agentUrl: string, path: string, count: number): Promise<number> {
  const read = async (offset: number, length: number) => (await agentCall(agentUrl, { type: 'READ_FILE', readFile: { path, offset, length } }))?.readFile ?? gone
  const { size } = await read(0, 0)
  let left = count
  for (let end = size; end > 0;) {
    const begin = Math.max(end - PIECE, 0)
    const data = Buffer.from((await read(begin, end - begin)).data)
    // The newline of the very last line begins no line.
    for (let at = data.lastIndexOf(NEWLINE, end === size ? -2 : -1); at !== -1; at = at === 0 ? -1 : data.lastIndexOf(NEWLINE, at - 1)) {
      left--
      if (left === 0) return begin + at + 1
    }
    end = begin
  }
  return count === 0 ? size : 0
}
