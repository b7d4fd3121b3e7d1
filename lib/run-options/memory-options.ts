import type { HostConfig } from '../../types/index.ts'

const MIB = 1024 * 1024
const MIN_BYTES = 32 * MIB

export interface MemoryRules {
  /** Memory of the machine in bytes, for the out-of-memory score. */
  hostBytes: number
  /** Swap counts against the memory limit; otherwise a container may swap out as much again, which is the engine's own rule. */
  limitSwap: boolean
}

/**
 * `request` and `limit` in MB as Mesos counts them (MiB). Without a limit the request is the hard limit. A task that may
 * use more than it asked for is the likelier victim when memory runs out, the more so the less it asked for.
 */
export function memoryOptions (request: number | undefined, limit: number | undefined, { hostBytes, limitSwap }: MemoryRules): Pick<HostConfig, 'Memory' | 'MemorySwap' | 'MemoryReservation' | 'OomScoreAdj'> {
  if (request === undefined) return {}
  const memory = limit ?? request
  const hard = memory === Infinity ? {} : { Memory: bytes(memory), ...(limitSwap ? { MemorySwap: bytes(memory) } : {}) }
  if (limit === undefined) return hard
  return {
    ...hard,
    MemoryReservation: bytes(request),
    ...(request < limit ? { OomScoreAdj: Math.max(1000 - Math.floor(1000 * request * MIB / hostBytes), 0) } : {})
  }
}

function bytes (megabytes: number): number {
  return Math.max(Math.floor(megabytes * MIB), MIN_BYTES)
}
