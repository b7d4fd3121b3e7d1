import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Format } from './sniff-format.ts'

const PROGRAMS: Partial<Record<Format, string>> = { bzip2: 'bzip2', xz: 'xz' }
const CHUNK = 256 * 1024
/** Some pieces wait for their reader, so that the next are made meanwhile. */
const AHEAD = { chunkSize: CHUNK, highWaterMark: 4 * CHUNK }

/**
 * Gives the file's decompressed bytes to `take`, piece by piece, while the next is being made. Only when it resolves were they all.
 * bzip2 and xz are read by the host's programs of that name.
 */
export async function decompress (path: string, format: Format, take: (content: Buffer) => void, signal?: AbortSignal): Promise<void> {
  const stop = signal === undefined ? {} : { signal }
  let failure: unknown
  const takeAll = async (content: AsyncIterable<Buffer>): Promise<void> => {
    for await (const piece of content) {
      try {
        take(piece)
      } catch (error) {
        failure = error
        throw error
      }
    }
  }
  const program = PROGRAMS[format]
  try {
    if (program !== undefined) return await through(program, path, takeAll, stop)
    const source = createReadStream(path, { highWaterMark: CHUNK })
    await (format === 'gzip' ? pipeline(source, createGunzip(AHEAD), takeAll, stop) : pipeline(source, takeAll, stop))
  } catch (error) {
    // What the pipeline rejects with may be that it was ended, and not why.
    throw failure ?? error
  }
}

async function through (program: string, path: string, takeAll: (content: AsyncIterable<Buffer>) => Promise<void>, stop: { signal?: AbortSignal }): Promise<void> {
  const child = spawn(program, ['-dc', '--', path], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${program} could not be started: ${cause.message}`, { cause })))
    child.once('close', resolve)
  })
  const words = buffer(child.stderr)
  try {
    const [code] = await Promise.all([exit, pipeline(child.stdout, takeAll, stop)])
    if (code !== 0) throw new Error((await words).toString().trim())
  } finally {
    child.kill('SIGKILL')
  }
}
