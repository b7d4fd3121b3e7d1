import type { DiskSpace } from './disk-space.ts'

export interface Headroom {
  /** Of the file system on which the engine keeps its images. */
  disk: () => Promise<DiskSpace>
  /** What must be free before a pull begins. */
  bytes: number
  /** Removes images that nobody needs, until `enough`. */
  makeRoom?: (enough: () => Promise<boolean>) => Promise<unknown>
}

/**
 * Rejects where a pull would fill the disk up. How big an image is the engine tells only in the middle of its pull, and by
 * then everything else on that disk suffers.
 */
export async function ensureHeadroom ({ disk, bytes, makeRoom = async () => {} }: Headroom): Promise<void> {
  const enough = async (): Promise<boolean> => (await disk()).freeBytes >= bytes
  if (await enough()) return
  await makeRoom(enough)
  const { freeBytes } = await disk()
  if (freeBytes >= bytes) return
  throw new Error(`no space left on device: ${freeBytes} bytes are free where the engine keeps its images, ${bytes} must be before a pull`)
}
