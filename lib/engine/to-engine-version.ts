import type { EngineVersion } from '../../types/docker-engine.ts'

/** What we read of GET /version. */
export interface VersionAnswer {
  Version: string
  ApiVersion: string
  MinAPIVersion: string
  Os: string
  Arch: string
  KernelVersion: string
}

export function toEngineVersion (answer: VersionAnswer): EngineVersion {
  return {
    version: answer.Version,
    apiVersion: answer.ApiVersion,
    minApiVersion: answer.MinAPIVersion,
    os: answer.Os,
    arch: answer.Arch,
    kernelVersion: answer.KernelVersion
  }
}
