import type { FileInfo } from '../../../types/mesos-v1.ts'
import { modeText } from './mode-text.ts'
import type { FileFailure, SandboxFiles } from './sandbox-files.ts'

export interface BrowsedFile extends Omit<FileInfo, 'mode' | 'mtime'> {
  mode: string
  /** In seconds. */
  mtime: number
}

/** `/files/browse?path=`: what is in a directory. */
export async function browseQuery (files: SandboxFiles, { path }: Record<string, string | undefined>): Promise<BrowsedFile[] | FileFailure> {
  if (path === undefined || path === '') return { status: 400, text: "Expecting 'path=value' in query.\n" }
  const infos = await files.list(path)
  if (!Array.isArray(infos)) return infos
  return infos.map(({ mode, mtime, ...info }) => ({ ...info, mode: modeText(mode as number), mtime: mtime!.nanoseconds / 1e9 }))
}
