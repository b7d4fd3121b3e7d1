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
  /** Whether it knows the capabilities of Linux 5.8 and 5.9. */
  newCapabilities: boolean
  /** Numbers of the memory nodes. */
  memoryNodes: readonly number[]
  runtimes: readonly string[]
  logDrivers: readonly string[]
  volumeDrivers: readonly string[]
}
