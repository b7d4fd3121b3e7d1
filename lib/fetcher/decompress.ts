import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Writable } from 'node:stream'
import type { Format } from './sniff-format.ts'

const PROGRAMS: Partial<Record<Format, string>> = { bzip2: 'bzip2', xz: 'xz' }

/** Streams the file's decompressed bytes into `sink`. bzip2 and xz are read by the host's programs of that name. */
export async function decompress (path: string, format: Format, sink: Writable, signal?: AbortSignal): Promise<void> {
  const stop = signal === undefined ? {} : { signal }
  const program = PROGRAMS[format]
  if (program !== undefined) return await through(program, path, sink, stop)
  const source = createReadStream(path)
  await (format === 'gzip' ? pipeline(source, createGunzip(), sink, stop) : pipeline(source, sink, stop))
}

async function through (program: string, path: string, sink: Writable, stop: { signal?: AbortSignal }): Promise<void> {
  const child = spawn(program, ['-dc', '--', path], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${program} could not be started: ${cause.message}`, { cause })))
    child.once('close', resolve)
  })
  const words = buffer(child.stderr)
  // The sink must not be told that all is there before the program has said that it is.
  const copied = pipeline(child.stdout, sink, { ...stop, end: false })
  try {
    const [code] = await Promise.all([exit, copied])
    if (code !== 0) throw new Error((await words).toString().trim())
    await new Promise<void>((resolve, reject) => { sink.once('error', reject).end(resolve) })
  } finally {
    child.kill('SIGKILL')
  }
}
