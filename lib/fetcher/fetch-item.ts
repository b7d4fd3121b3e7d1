import { chmod, chown, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { archiveKind } from './archive-kind.ts'
import { copyLocal } from './copy-local.ts'
import { downloadHttp } from './download-http.ts'
import { makeDirectories } from './make-directories.ts'
import { mergeTree } from './merge-tree.ts'
import { unpack } from './unpack.ts'
import type { Owner } from './owner.ts'
import type { FetchItem } from './plan-item.ts'

export interface FetchPlace {
  /** The sandbox. */
  directory: string
  owner?: Owner
  /** Milliseconds without a byte after which a download is given up. */
  stallMs: number
  signal?: AbortSignal
}

/**
 * Brings one URI into the sandbox. Everything is made ready in a directory beside its destination and then renamed, so
 * that a failure or an abort before leaves the sandbox as it was.
 */
export async function fetchItem (item: FetchItem, place: FetchPlace): Promise<void> {
  const { directory, owner, signal } = place
  const name = item.target.at(-1) as string
  const stage = await mkdtemp(join(directory, '.fetch-'))
  try {
    const file = join(stage, 'file')
    const tree = join(stage, 'tree')
    await bring(item, file, place)
    const kind = item.extract && !item.executable ? archiveKind(name) : undefined
    if (kind !== undefined) await unpack(kind, file, name, tree, owner, signal)
    signal?.throwIfAborted()
    // As in the original, the archive stays beside its content, and the content always goes to the top of the sandbox.
    await rename(file, join(await makeDirectories(directory, item.target.slice(0, -1), owner), name))
    if (kind !== undefined) await mergeTree(tree, directory)
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}

async function bring (item: FetchItem, path: string, { owner, stallMs, signal }: FetchPlace): Promise<void> {
  let mode = 0o644
  if (item.source.kind === 'http') await downloadHttp(item.source.url, path, stallMs, signal)
  else mode = await copyLocal(item.source.path, path, owner, signal)
  await chmod(path, item.executable ? 0o755 : mode)
  if (owner) await chown(path, owner.uid, owner.gid)
}
