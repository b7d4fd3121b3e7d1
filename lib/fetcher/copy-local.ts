import { spawn } from 'node:child_process'
import { constants, createWriteStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { WriteStream } from 'node:fs'
import type { Owner } from './owner.ts'

/**
 * Copies a local regular file, links followed, into a new one (0600) and returns its permission bits. With `owner` it is
 * read by a process of that user (without supplementary groups), so that a task gets at no file its user could not read.
 */
export async function copyLocal (path: string, target: string, owner?: Owner, signal?: AbortSignal): Promise<number> {
  const { mode } = await regularFile(path)
  const stop = signal === undefined ? {} : { signal }
  if (owner !== undefined && owner.uid !== process.geteuid?.()) {
    await readAs(owner, path, target, stop)
  } else {
    // Not blocking: the file may have become a fifo since it was looked at.
    const source = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    await pipeline(source.createReadStream(), newFile(target), stop)
  }
  return mode & 0o777
}

async function regularFile (path: string) {
  const found = await stat(path)
  if (!found.isFile()) throw new Error(`'${path}' is not a regular file`)
  return found
}

async function readAs (owner: Owner, path: string, target: string, stop: { signal?: AbortSignal }): Promise<void> {
  const child = spawn('cat', ['--', path], { ...owner, cwd: '/', env: { LC_ALL: 'C', PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'pipe'] })
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const words = buffer(child.stderr)
  try {
    const [code] = await Promise.all([exit, pipeline(child.stdout, newFile(target), stop)])
    if (code !== 0) throw new Error((await words).toString().trim())
  } finally {
    child.kill('SIGKILL')
  }
}

function newFile (path: string): WriteStream {
  return createWriteStream(path, { flags: 'wx', mode: 0o600 })
}
