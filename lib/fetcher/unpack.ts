import { createWriteStream } from 'node:fs'
import { chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ArchiveTree } from './archive-tree.ts'
import { decompress } from './decompress.ts'
import { sniffFormat } from './sniff-format.ts'
import { unpackTar } from './unpack-tar.ts'
import { unpackZip } from './unpack-zip.ts'
import type { ArchiveKind } from './archive-kind.ts'
import type { Owner } from './owner.ts'

/**
 * Unpacks a file into the new directory `tree`: an archive's entries, whose format the content tells and not the name, or what
 * is in `<name>.gz` as `<name>`. Rejects with `Failed to extract archive …` and may leave the tree half full.
 */
export async function unpack (kind: ArchiveKind, archive: string, name: string, tree: string, owner?: Owner, signal?: AbortSignal): Promise<void> {
  await mkdir(tree)
  try {
    await (kind === 'gzip' ? gunzip(archive, join(tree, name.slice(0, -'.gz'.length)), owner, signal) : entries(archive, tree, owner, signal))
  } catch (cause) {
    throw new Error(`Failed to extract archive '${name}': ${(cause as Error).message}`, { cause })
  }
}

async function entries (archive: string, root: string, owner?: Owner, signal?: AbortSignal): Promise<void> {
  const format = await sniffFormat(archive)
  const tree = new ArchiveTree(root, owner, signal)
  await (format === 'zip' ? unpackZip(archive, tree, signal) : unpackTar(archive, format, tree, signal))
}

async function gunzip (archive: string, target: string, owner?: Owner, signal?: AbortSignal): Promise<void> {
  await decompress(archive, 'gzip', createWriteStream(target, { flags: 'wx', mode: 0o644 }), signal)
  if (owner) await chown(target, owner.uid, owner.gid)
}
