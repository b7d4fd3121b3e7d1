export interface EndpointAddresses {
  ipAddress: string
  globalIPv6Address: string
  gateway: string
}

export interface ContainerDetails {
  id: string
  /** Without the leading slash. */
  name: string
  created: string
  imageId: string
  state: {
    status: string
    running: boolean
    paused: boolean
    restarting: boolean
    oomKilled: boolean
    dead: boolean
    /** 0 when it does not run. */
    pid: number
    exitCode: number
    error: string
    /** RFC 3339; year 1 when it never started. */
    startedAt: string
    finishedAt: string
    /** What its HEALTHCHECK found out; left out where it has none, or nothing is known yet. */
    healthy?: boolean
  }
  labels: Record<string, string>
  image: string
  tty: boolean
  networkMode: string
  networks: Record<string, EndpointAddresses>
  logDriver: string
  memoryBytes: number
  /** The engine's own answer, whole. Holds the environment: never to be logged. */
  raw: Record<string, unknown>
}

export interface ContainerSummary {
  id: string
  /** Without the leading slash. */
  names: string[]
  image: string
  imageId: string
  labels: Record<string, string>
  state: string
  /** As that of its details. */
  healthy?: boolean
  /** Seconds since the epoch. */
  created: number
}

export interface ContainerStats {
  readAt: string
  cpuTotalNs: number
  cpuUserNs: number
  cpuSystemNs: number
  throttledPeriods: number
  periods: number
  throttledNs: number
  memoryUsageBytes: number
  memoryLimitBytes: number
  /** As memory.stat names them. */
  memoryStats: Record<string, number>
  pids: number
  networks: Record<string, { rxBytes: number, rxPackets: number, rxErrors: number, rxDropped: number, txBytes: number, txPackets: number, txErrors: number, txDropped: number }>
}
