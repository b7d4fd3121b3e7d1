import { StringDecoder } from 'node:string_decoder'

/** A longer line comes in pieces. */
const LONGEST = 16 * 1024

/** The lines of a stream of bytes as UTF-8 text; no more than the beginning of one is held. */
export class TextLines {
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''

  /** What has become whole, without newlines. */
  push (data: Buffer): string[] {
    const pieces = (this.#rest + this.#decoder.write(data)).split('\n')
    const rest = cut(pieces.pop() as string)
    this.#rest = rest.pop() as string
    return [...pieces.flatMap(cut), ...rest]
  }

  /** The last line, where it has no newline. */
  end (): string[] {
    const last = this.#rest + this.#decoder.end()
    this.#rest = ''
    return last === '' ? [] : [last]
  }
}

/** One piece at least. */
function cut (line: string): string[] {
  if (line.length <= LONGEST) return [line]
  const pieces: string[] = []
  for (let at = 0; at < line.length; at += LONGEST) pieces.push(line.slice(at, at + LONGEST))
  return pieces
}
