import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
import type { ConnectOpts, SocketConstructorOpts } from 'node:net'
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

const received = Buffer.alloc(MOST_BYTES)

export interface Asked { host: string, path: string }

/**
 * Asks with a GET and reads no more of the answer than its first line, or its headers where they name another place: node's own client costs
 * a check more than everything else about it. Undefined: no such answer came. Rejects when aborted. The connection is used up.
 */
export async function httpGet (connection: Duplex, asked: Asked, signal: AbortSignal): Promise<AnswerHead | undefined> {
  return await answerHead(signal, (take, over) => {
    connection.on('error', over).on('end', over).on('close', over).on('data', (chunk: Buffer) => take(chunk.toString('latin1')))
    connection.write(request(asked))
  })
}

/**
 * The same over a connection by its file handle, which is closed afterwards, for what one write takes: a third less than with a stream that can
 * be written to and has memory of its own to read into.
 */
export async function plainGet (fd: number, asked: Asked, signal: AbortSignal): Promise<AnswerHead | undefined> {
  let take!: (text: string) => void
  const options: SocketConstructorOpts & ConnectOpts = {
    fd,
    readable: true,
    writable: false,
    onread: {
      // One for all answers: what is in it is taken out at once.
      buffer: received,
      callback (length) {
        take(received.toString('latin1', 0, length))
        return true
      }
    }
  }
  const socket = new Socket(options)
  try {
    return await answerHead(signal, (taken, over) => {
      take = taken
      socket.on('error', over).on('end', over).on('close', over)
      try {
        writeSync(fd, request(asked))
      } catch {
        // It has been closed already.
        over()
      }
    })
  } finally {
    socket.destroy()
  }
}

function request ({ host, path }: Asked): string {
  return `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`
}

async function answerHead (signal: AbortSignal, ask: (take: (text: string) => void, over: () => void) => void): Promise<AnswerHead | undefined> {
  signal.throwIfAborted()
  return await new Promise((resolve, reject) => {
    let text = ''
    const done = (head?: AnswerHead): void => {
      signal.removeEventListener('abort', aborted)
      resolve(head)
    }
    const aborted = (): void => reject(signal.reason)
    signal.addEventListener('abort', aborted, { once: true })
    ask((more) => {
      text += more
      const head = readHead(text)
      if (head !== null) done(head)
      else if (text.length > MOST_BYTES) done()
    }, () => done())
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
