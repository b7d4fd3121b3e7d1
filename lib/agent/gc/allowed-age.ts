/** How old a sandbox that nobody uses may become, in the unit of the delay: less, the fuller the disk is. `usage` and `headroom` are from 0 to 1. */
export function allowedAge (delay: number, headroom: number, usage: number): number {
  return delay * Math.max(0, 1 - headroom - usage)
}
