/** The disk of the cache, not the source of the bytes, is what failed. */
const DISK = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EFBIG'])

interface MarkedError extends NodeJS.ErrnoException { bypassCache?: true }

/** An error of the cache alone: the URI can still be fetched past it. */
export function bypass (message: string, options?: ErrorOptions): Error {
  return Object.assign(new Error(message, options), { bypassCache: true as const })
}

/** Whether to try without the cache what failed with it. */
export function isBypass (error: unknown): boolean {
  const { bypassCache, code } = error as MarkedError
  return bypassCache === true || (code !== undefined && DISK.has(code))
}
