import { statfs } from 'node:fs/promises'

/** Bytes of a file system. What is kept for root is not free. */
export interface DiskSpace {
  freeBytes: number
  totalBytes: number
}

export async function diskSpace (path: string): Promise<DiskSpace> {
  const { bsize, bavail, blocks } = await statfs(path)
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
}
