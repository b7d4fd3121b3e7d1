import type { HostConfig } from '../../types/index.ts'

const MIB = 1024 * 1024
const MIN_BYTES = 32 * MIB

/**
 * `request` and `limit` in MB as Mesos counts them (MiB). Without a limit the request is the hard limit. A task that may
 * use more than it asked for is the likelier victim when memory runs out, the more so the less it asked for.
 */
export function memoryOptions (request: number | undefined, limit: number | undefined, hostBytes: number): Pick<HostConfig, 'Memory' | 'MemoryReservation' | 'OomScoreAdj'> {
  if (request === undefined) return {}
  if (limit === undefined) return { Memory: bytes(request) }
  return {
    ...(limit === Infinity ? {} : { Memory: bytes(limit) }),
    MemoryReservation: bytes(request),
    ...(request < limit ? { OomScoreAdj: Math.max(1000 - Math.floor(1000 * request * MIB / hostBytes), 0) } : {})
  }
}

function bytes (megabytes: number): number {
  return Math.max(Math.floor(megabytes * MIB), MIN_BYTES)
}
