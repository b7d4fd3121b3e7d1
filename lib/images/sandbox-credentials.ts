import { constants } from 'node:fs'
import { lstat, open, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { errors } from '../errors.ts'

/** Where the docker CLI looks below its home, which is the sandbox for a pull; the first that is there decides. */
const FILES = ['.docker/config.json', '.dockercfg']
const MOST_BYTES = 1 << 20

export interface CredentialsFile {
  /** Path below the sandbox. */
  name: string
  text: string
}

/** Undefined when the sandbox has no credentials file. What is no plain file of the sandbox itself is refused. */
export async function readSandboxCredentials (directory: string): Promise<CredentialsFile | undefined> {
  for (const name of FILES) {
    const text = await readInside(directory, name)
    if (text !== undefined) return { name, text }
  }
  return undefined
}

/** Takes away what `readSandboxCredentials` could find, and `.docker` when nothing else is in it. */
export async function removeSandboxCredentials (directory: string): Promise<void> {
  for (const name of FILES) {
    // Through a link, a file outside of the sandbox would be removed.
    if (await parentIsInside(directory, name)) await rm(join(directory, name), { force: true })
  }
  if (await parentIsInside(directory, '.docker/config.json')) await rmdir(join(directory, '.docker')).catch(() => {})
}

async function readInside (directory: string, name: string): Promise<string | undefined> {
  if (!await parentIsInside(directory, name)) return undefined
  try {
    // A pipe must not be waited for, nor a link be followed to a file of the host.
    const file = await open(join(directory, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const { size } = await file.stat().then((stats) => stats.isFile() ? stats : { size: Infinity })
      if (size > MOST_BYTES) throw refused(name, `not a plain file of at most ${MOST_BYTES} bytes`)
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code === 'ELOOP') throw refused(name, 'a link')
    throw cause
  }
}

/** False when there is no such folder; throws for one that is elsewhere. */
async function parentIsInside (directory: string, name: string): Promise<boolean> {
  const parent = join(directory, name, '..')
  if (parent === join(directory)) return true
  const stats = await lstat(parent).catch(() => undefined)
  if (stats === undefined) return false
  if (!stats.isDirectory()) throw refused(name, 'below something that is not a directory')
  return true
}

function refused (name: string, what: string): Error {
  return new errors.CONTAINERIZER_ERR_PULL_FAILED(`Registry credentials in ${name} of the sandbox cannot be read: it is ${what}`)
}
