import type { Duplex } from 'node:stream'

export interface AnswerHead {
  statusCode: number
  /** Of a redirect. */
  location?: string | undefined
}

/** More than that before the end of the headers is no answer. */
const MOST_BYTES = 16 * 1024
const STATUS_LINE = /^HTTP\/1\.[01] (\d{3})(?: [^\n]*)?\r?\n/
const END_OF_HEADERS = /\r?\n\r?\n/
const REDIRECTS = [301, 302, 303, 307, 308]
const SWITCHING_PROTOCOLS = 101

/**
 * Asks with a GET and reads no more of the answer than its first line, or its headers where they name another place: node's own client costs
 * a check more than everything else about it. Undefined: no such answer came. Rejects when aborted. The connection is used up.
 */
export async function httpGet (connection: Duplex, { host, path }: { host: string, path: string }, signal: AbortSignal): Promise<AnswerHead | undefined> {
  signal.throwIfAborted()
  return await new Promise((resolve, reject) => {
    let text = ''
    const done = (head?: AnswerHead): void => {
      signal.removeEventListener('abort', aborted)
      resolve(head)
    }
    const aborted = (): void => reject(signal.reason)
    const over = (): void => done()
    signal.addEventListener('abort', aborted, { once: true })
    connection.on('error', over).on('end', over).on('close', over).on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      const head = readHead(text)
      if (head !== null) done(head)
      else if (text.length > MOST_BYTES) done()
    })
    connection.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  })
}

/** Null: there is more to come. Undefined: that is no HTTP. */
export function readHead (text: string): AnswerHead | null | undefined {
  const [line, code] = STATUS_LINE.exec(text) ?? []
  if (line === undefined) return text.includes('\n') ? undefined : null
  const statusCode = Number(code)
  const isInterim = statusCode < 200 && statusCode !== SWITCHING_PROTOCOLS
  if (!isInterim && !REDIRECTS.includes(statusCode)) return { statusCode }
  const end = END_OF_HEADERS.exec(text)
  if (end === null) return null
  if (isInterim) return readHead(text.slice(end.index + end[0].length))
  return { statusCode, location: /^location:[ \t]*(.*?)[ \t]*$/im.exec(text.slice(0, end.index).replaceAll('\r', ''))?.[1] }
}
