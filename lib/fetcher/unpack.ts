import { mkdirSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { ArchiveTree } from './archive-tree.ts'
import { decompress } from './decompress.ts'
import { Expansion } from './expansion.ts'
import { sniffFormat } from './sniff-format.ts'
import { unpackTar } from './unpack-tar.ts'
import { unpackZip } from './unpack-zip.ts'
import type { ArchiveKind } from './archive-kind.ts'
import type { ExpansionLimits } from './expansion.ts'
import type { Owner } from './owner.ts'

/** What to unpack, in a form that can be sent to another thread. */
export interface UnpackJob {
  kind: ArchiveKind
  /** Where the archive is, whatever it is called there. */
  archive: string
  /** What it is called. */
  name: string
  /** A directory that is made for its content. */
  tree: string
  owner?: Owner
  limits: ExpansionLimits
}

export type Unpack = (job: UnpackJob, signal?: AbortSignal) => Promise<void>

/**
 * Unpacks an archive's entries, whose format the content tells and not the name, or what is in `<name>.gz` as `<name>`. Rejects with
 * `Failed to extract archive …` and may leave the tree half full. Blocks while it writes.
 */
export const unpack: Unpack = async (job, signal) => {
  const { kind, archive, name, tree: root, owner, limits } = job
  try {
    mkdirSync(root)
    const tree = new ArchiveTree(root, owner)
    const expansion = new Expansion(limits, (await stat(archive)).size)
    if (kind === 'gzip') return await gunzip(job, tree, expansion, signal)
    const format = await sniffFormat(archive)
    await (format === 'zip' ? unpackZip(archive, tree, expansion, signal) : unpackTar(archive, format, tree, expansion, signal))
  } catch (cause) {
    throw new Error(`Failed to extract archive '${name}': ${(cause as Error).message}`, { cause })
  }
}

async function gunzip ({ archive, name }: UnpackJob, tree: ArchiveTree, expansion: Expansion, signal?: AbortSignal): Promise<void> {
  tree.begin(name.slice(0, -'.gz'.length), 0o644)
  try {
    await decompress(archive, 'gzip', (piece) => {
      expansion.bytes(piece.length)
      tree.write(piece)
    }, signal)
  } finally {
    tree.close()
  }
}
