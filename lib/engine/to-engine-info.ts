import type { EngineInfo } from '../../types/docker-engine.ts'

/** What we read of GET /info. */
export interface InfoAnswer {
  ID: string
  Driver: string
  CgroupDriver: string
  CgroupVersion?: string
  DockerRootDir: string
  MemTotal: number
  NCPU: number
  Runtimes: Record<string, unknown> | null
  DefaultRuntime: string
  SecurityOptions: string[] | null
  LiveRestoreEnabled: boolean
  LoggingDriver: string
  Plugins: { Log: string[] | null, Volume: string[] | null }
}

/** Engines before 20.10 know one cgroup version only and do not name it. */
export function toEngineInfo (answer: InfoAnswer): EngineInfo {
  return {
    id: answer.ID,
    storageDriver: answer.Driver,
    cgroupDriver: answer.CgroupDriver,
    cgroupVersion: answer.CgroupVersion ?? '1',
    dockerRootDir: answer.DockerRootDir,
    memoryBytes: answer.MemTotal,
    cpus: answer.NCPU,
    runtimes: Object.keys(answer.Runtimes ?? {}),
    defaultRuntime: answer.DefaultRuntime,
    securityOptions: answer.SecurityOptions ?? [],
    liveRestore: answer.LiveRestoreEnabled,
    logDriver: answer.LoggingDriver,
    logDrivers: answer.Plugins.Log ?? [],
    volumeDrivers: answer.Plugins.Volume ?? []
  }
}
