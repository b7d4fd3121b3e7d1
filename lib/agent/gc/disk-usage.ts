import { statfs } from 'node:fs/promises'

/** Part of the file system of that path that is used, from 0 to 1. */
export async function diskUsage (path: string): Promise<number> {
  const { blocks, bfree } = await statfs(path)
  return blocks === 0 ? 0 : (blocks - bfree) / blocks
}
