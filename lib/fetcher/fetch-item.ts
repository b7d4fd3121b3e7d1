import { access, chmod, chown, lstat, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { copyCached } from './copy-cached.ts'
import { makeDirectories } from './make-directories.ts'
import { mergeTree } from './merge-tree.ts'
import { requireDigest, sha256File } from './sha256-file.ts'
import type { ExpansionLimits } from './expansion.ts'
import type { CachedFile, FetchCache } from './fetch-cache.ts'
import type { Owner } from './owner.ts'
import type { FetchItem } from './plan-item.ts'
import type { Delivery, Transfers } from './transfers.ts'
import type { Unpack } from './unpack.ts'

export interface FetchPlace {
  /** The sandbox. */
  directory: string
  owner?: Owner
  /** Whose part of the cache is used. */
  user: string
  signal: AbortSignal
  onLength?: (bytes: number | undefined) => void
  onBytes?: (bytes: number) => void
}

export interface FetchTools {
  transfers: Pick<Transfers, 'bring'>
  /** Unset: every URI is fetched anew. */
  cache?: FetchCache
  unpack: Unpack
  limits: ExpansionLimits
}

export interface FetchedItem {
  bytes: number
  /** `cache`: nothing but a question was sent. `stored`: the cache has it now. */
  from: 'source' | 'stored' | 'cache'
}

/**
 * Brings one URI into the sandbox. Everything is made ready in a directory beside its destination and then renamed, so
 * that a failure or an abort before leaves the sandbox as it was.
 */
export async function fetchItem (item: FetchItem, place: FetchPlace, tools: FetchTools): Promise<FetchedItem> {
  return await throughCache(item, place, tools) ?? await inStage(place.directory, async (stage) => {
    const file = join(stage, 'file')
    const arrival = await tools.transfers.bring(item.source, delivery(place, file))
    if (item.sha256 !== undefined) requireDigest(await sha256File(file, place.signal), item.sha256)
    await chmod(file, arrival?.mode as number)
    const { size: bytes } = await stat(file)
    await unpackFrom(file, stage, item, place, tools)
    await finish(stage, item, place, true)
    return { bytes, from: 'source' }
  })
}

/** Undefined when it has to be fetched past the cache. */
async function throughCache (item: FetchItem, place: FetchPlace, tools: FetchTools): Promise<FetchedItem | undefined> {
  const { cache, transfers } = tools
  if (!item.cache || cache === undefined) return undefined
  for (let first = true; ; first = false) {
    const file = await cache.get({ ...item, user: place.user }, place.signal, async (path, known, onLength, signal) => await transfers.bring(item.source, {
      ...delivery(place, path),
      signal,
      known,
      async onLength (bytes) {
        await onLength(bytes)
        place.onLength?.(bytes)
      }
    }))
    if (file === null) return undefined
    try {
      await use(file, item, place, tools)
      return { bytes: file.size, from: file.hit ? 'cache' : 'stored' }
    } catch (error) {
      // Taken away under our hands by another agent, which evicts for itself.
      if (!first || await access(file.path).then(() => true, () => false)) throw error
    } finally {
      await file.release()
    }
  }
}

async function use (file: CachedFile, item: FetchItem, place: FetchPlace, tools: FetchTools): Promise<void> {
  await inStage(place.directory, async (stage) => {
    // As in the original, of an archive in the cache the sandbox gets the content alone.
    if (item.archive === undefined) await copyCached(file, join(stage, 'file'), place.signal)
    else await unpackFrom(file.path, stage, item, place, tools)
    await finish(stage, item, place, item.archive === undefined)
  })
}

function delivery ({ directory: scratch, owner, signal, onLength, onBytes }: FetchPlace, path: string): Delivery {
  return { path, scratch, signal, ...owner && { owner }, ...onLength && { onLength: async (bytes) => onLength(bytes) }, ...onBytes && { onBytes } }
}

async function unpackFrom (archive: string, stage: string, item: FetchItem, { owner, signal }: FetchPlace, { unpack, limits }: FetchTools): Promise<void> {
  if (item.archive !== undefined) await unpack({ ...item.archive, archive, tree: join(stage, 'tree'), limits, ...owner && { owner } }, signal)
}

/** Into the sandbox with what the stage has, in one go. */
async function finish (stage: string, { target, executable, archive }: FetchItem, { directory, owner, signal }: FetchPlace, withFile: boolean): Promise<void> {
  const [file, tree] = [join(stage, 'file'), join(stage, 'tree')]
  if (archive === undefined) await mkdir(tree)
  if (withFile) {
    if (executable) await chmod(file, 0o755)
    if (owner) await chown(file, owner.uid, owner.gid)
    const path = join(await makeDirectories(tree, target.slice(0, -1), owner), target.at(-1) as string)
    // As in the original, an archive stays beside its content, unless that has its name.
    if (!await lstat(path).then(() => true, () => false)) await rename(file, path)
  }
  signal.throwIfAborted()
  await mergeTree(tree, directory)
}

async function inStage<T> (directory: string, work: (stage: string) => Promise<T>): Promise<T> {
  const stage = await mkdtemp(join(directory, '.fetch-'))
  try {
    return await work(stage)
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}
