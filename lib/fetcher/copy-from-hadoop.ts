import { constants, createWriteStream } from 'node:fs'
import { chown, mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { bypass } from './bypass.ts'
import { runHadoop } from './run-hadoop.ts'
import type { HadoopClient } from './find-hadoop.ts'
import type { Owner } from './owner.ts'

export interface HadoopCopy {
  uri: string
  /** The new file. */
  path: string
  /** As whom the client runs. */
  owner?: Owner
  /** A directory which the owner can reach. */
  scratch: string
  signal: AbortSignal
}

/** Has the client bring a file. */
export async function copyFromHadoop (client: HadoopClient, { uri, path, owner, scratch, signal }: HadoopCopy): Promise<void> {
  const get = async (target: string, as?: Owner): Promise<unknown> => await runHadoop(client, ['fs', '-copyToLocal', uri, target], as, signal)
  if (owner === undefined || owner.uid === process.geteuid?.()) {
    await get(path)
    return
  }
  const room = await mkdtemp(join(scratch, '.fetch-'))
  try {
    await chown(room, owner.uid, owner.gid)
    await get(join(room, 'file'), owner)
    await take(join(room, 'file'), path, owner, signal)
  } finally {
    await rm(room, { recursive: true, force: true })
  }
}

/** Whoever can write beside it could have left a link to what only we may read. */
async function take (found: string, path: string, owner: Owner, signal: AbortSignal): Promise<void> {
  const file = await open(found, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const { mode, uid, nlink } = await file.stat()
    if ((mode & constants.S_IFMT) !== constants.S_IFREG || uid !== owner.uid || nlink !== 1) throw new Error('the hadoop client left something else than a file of its own')
    await pipeline(file.createReadStream({ autoClose: false }), createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal })
  } finally {
    await file.close()
  }
}

/** What identifies the file as it is now; rejects, with an error that the cache takes for a reason to stand aside, when the client cannot tell. */
export async function hadoopVersion (client: HadoopClient, uri: string, owner: Owner | undefined, signal: AbortSignal): Promise<{ bytes: number, version: string }> {
  try {
    const [, bytes, modified] = /^(\d+) (\d+)$/m.exec(await runHadoop(client, ['fs', '-stat', '%b %Y', uri], owner, signal)) ?? []
    if (bytes === undefined) throw new Error('hadoop -stat gave no size')
    return { bytes: Number(bytes), version: `${bytes}-${modified}` }
  } catch (cause) {
    signal.throwIfAborted()
    throw bypass((cause as Error).message, { cause })
  }
}
