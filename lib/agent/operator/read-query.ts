import type { FileFailure, SandboxFiles } from './sandbox-files.ts'

/**
 * `/files/read?path=&offset=&length=`: text from `offset` on. Offset -1 or none: no data, but the size of the file, from
 * which a follower starts.
 */
export async function readQuery (
  files: SandboxFiles, { path, offset = '-1', length = '-1' }: Record<string, string | undefined>
): Promise<{ data: string, offset: number } | FileFailure> {
  if (path === undefined || path === '') return { status: 400, text: "Expecting 'path=value' in query.\n" }
  // What is blank is 0 to Number.
  const [from, most] = [offset, length].map(text => text.trim() === '' ? NaN : Number(text)) as [number, number]
  if (!Number.isInteger(from) || from < -1) return { status: 400, text: `Invalid offset: '${offset}' must be -1 or more.\n` }
  if (!Number.isInteger(most) || most < -1) return { status: 400, text: `Invalid length: '${length}' must be -1 or more.\n` }
  const part = await files.read(path, Math.max(from, 0), from === -1 ? 0 : most === -1 ? undefined : most)
  if (!('data' in part)) return part
  return { data: part.data.toString('utf8'), offset: from === -1 ? part.size : from }
}
