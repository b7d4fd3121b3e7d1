import { access, chmod, chown, lstat, mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { copyCached } from './copy-cached.ts'
import { makeDirectories } from './make-directories.ts'
import { mergeTree } from './merge-tree.ts'
import { placeFile } from './place-file.ts'
import { requireDigest, sha256File } from './sha256-file.ts'
import type { ExpansionLimits } from './expansion.ts'
import type { CachedFile, FetchCache } from './fetch-cache.ts'
import type { Staged } from './in-order.ts'
import type { Owner } from './owner.ts'
import type { FetchItem } from './plan-item.ts'
import type { Delivery, Transfers } from './transfers.ts'
import type { Unpack } from './unpack.ts'

export interface FetchPlace {
  /** The sandbox. */
  directory: string
  /** Path on the sandbox's file system below which things are made ready: with `.file` or `.tree` there is nothing yet. */
  stage: string
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
 * Brings one URI to where it is made ready, and with `commit` into the sandbox, which an error or an abort before leaves as it was. What the cache has
 * may still be asked for and copied; downloads, and archives, which take memory, are complete.
 */
export async function stageItem (item: FetchItem, place: FetchPlace, tools: FetchTools): Promise<Staged<FetchedItem>> {
  const ready = bring(item, place, tools)
  const atHand = item.cache && item.archive === undefined && tools.cache?.has({ ...item, user: place.user }) === true
  if (!atHand) await ready
  return {
    ready,
    async commit () {
      const fetched = await ready
      await commit(item, place, item.archive === undefined || fetched.from === 'source')
      return fetched
    }
  }
}

async function bring (item: FetchItem, place: FetchPlace, tools: FetchTools): Promise<FetchedItem> {
  const cached = await askCache(item, place, tools)
  return cached === null ? await fromSource(item, place, tools) : await fromCache(cached, item, place, tools).finally(cached.release)
}

/** Null when it has to be fetched past the cache. */
async function askCache (item: FetchItem, { user, ...place }: FetchPlace, { cache, transfers }: FetchTools): Promise<CachedFile | null> {
  if (!item.cache || cache === undefined) return null
  let begun = false
  const ask = (): Promise<CachedFile | null> => cache.get({ ...item, user }, place.signal, async (path, known, onLength, signal) => {
    begun = true
    return await transfers.bring(item.source, {
      ...delivery(place, path),
      signal,
      known,
      async onLength (bytes) {
        await onLength(bytes)
        place.onLength?.(bytes)
      }
    })
  })
  try {
    return await ask()
  } catch (error) {
    // The client works in the sandbox of whoever was first, which may have gone with him.
    if (begun || item.source.kind !== 'hadoop') throw error
    place.signal.throwIfAborted()
    return await ask()
  }
}

async function fromCache (cached: CachedFile, item: FetchItem, place: FetchPlace, tools: FetchTools): Promise<FetchedItem> {
  const { file, tree } = within(place)
  try {
    // As in the original, of an archive in the cache the sandbox gets the content alone.
    if (item.archive !== undefined) await unpackFrom(cached.path, item, place, tools)
    else {
      await copyCached(cached, file, place.signal)
      await dress(file, item, place)
    }
    return { bytes: cached.size, from: cached.hit ? 'cache' : 'stored' }
  } catch (error) {
    if (await access(cached.path).then(() => true, () => false)) throw error
    // Taken away under our hands by another agent, which evicts for itself.
    for (const path of [file, tree]) await rm(path, { recursive: true, force: true })
    return await fromSource(item, place, tools)
  }
}

async function fromSource (item: FetchItem, place: FetchPlace, tools: FetchTools): Promise<FetchedItem> {
  const { file } = within(place)
  const arrival = await tools.transfers.bring(item.source, delivery(place, file))
  if (item.sha256 !== undefined) requireDigest(await sha256File(file, place.signal), item.sha256)
  await chmod(file, arrival?.mode as number)
  const { size: bytes } = await stat(file)
  await unpackFrom(file, item, place, tools)
  await dress(file, item, place)
  return { bytes, from: 'source' }
}

function within ({ stage }: Pick<FetchPlace, 'stage'>): { file: string, tree: string } {
  return { file: `${stage}.file`, tree: `${stage}.tree` }
}

function delivery ({ directory: scratch, owner, signal, onLength, onBytes }: Omit<FetchPlace, 'user'>, path: string): Delivery {
  return { path, scratch, signal, ...owner && { owner }, ...onLength && { onLength: async (bytes) => onLength(bytes) }, ...onBytes && { onBytes } }
}

async function unpackFrom (archive: string, item: FetchItem, place: FetchPlace, { unpack, limits }: FetchTools): Promise<void> {
  const { owner, signal } = place
  if (item.archive !== undefined) await unpack({ ...item.archive, archive, tree: within(place).tree, limits, ...owner && { owner } }, signal)
}

async function dress (file: string, { executable }: FetchItem, { owner }: FetchPlace): Promise<void> {
  if (executable) await chmod(file, 0o755)
  if (owner) await chown(file, owner.uid, owner.gid)
}

/** Into the sandbox with what is ready, in one go. */
async function commit ({ target, archive }: FetchItem, place: FetchPlace, withFile: boolean): Promise<void> {
  const { directory, owner, signal } = place
  const { file, tree } = within(place)
  const [name, ...further] = target.toReversed() as [string, ...string[]]
  signal.throwIfAborted()
  if (archive === undefined && further.length === 0) return await placeFile(file, directory, name)
  if (archive === undefined) await mkdir(tree)
  if (withFile) {
    const path = join(await makeDirectories(tree, further.toReversed(), owner), name)
    // As in the original, an archive stays beside its content, unless that has its name.
    if (!await lstat(path).then(() => true, () => false)) await rename(file, path)
  }
  await mergeTree(tree, directory)
}
