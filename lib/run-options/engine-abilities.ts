/** What the engine and its machine can do, found out once at start: a plan that needs more is refused. */
export interface EngineAbilities {
  cpus: number
  cgroupVersion: string
  cgroupDriver: string
  /** Whether it can hand out GPUs. */
  gpus: boolean
  /** Whether its storage driver can limit the size of a container's own file system. */
  storageQuota: boolean
  /** Whether the kernel has CPU time for real-time processes. */
  realtime: boolean
  runtimes: readonly string[]
  logDrivers: readonly string[]
  volumeDrivers: readonly string[]
}
