import type { CapabilityInfo, HostConfig, LinuxInfo } from '../../types/index.ts'
import { refusal } from './refusal.ts'

const MIB = 1024 * 1024

/**
 * LinuxInfo in Docker's words. A capability list is exact: all others are dropped. The parent whose namespaces can be
 * shared is, for a container without parent container, the host.
 */
export function linuxOptions (info: LinuxInfo, isTask: boolean): HostConfig {
  const field = 'container.linuxInfo'
  const { sharePidNamespace = false, seccomp, ipcMode, shmSize, shareCgroups } = info
  if (shareCgroups === !isTask) throw refusal(`${field}.shareCgroups`, shareCgroups, isTask ? 'a task outside a group cannot say false' : 'an executor cannot say true')
  if (seccomp?.profileName !== undefined) throw refusal(`${field}.seccomp.profileName`, seccomp.profileName, 'named profiles are not supported; give the profile as parameter security-opt')
  if (ipcMode === 'UNKNOWN') throw refusal(`${field}.ipcMode`, ipcMode, 'must be PRIVATE or SHARE_PARENT')
  if (ipcMode === 'SHARE_PARENT' && shmSize !== undefined) throw refusal(`${field}.shmSize`, shmSize, 'needs an IPC namespace of its own')
  return {
    ...capabilities(info, field),
    ...(sharePidNamespace ? { PidMode: 'host' } : {}),
    ...(seccomp?.unconfined === true ? { SecurityOpt: ['seccomp=unconfined'] } : {}),
    ...(ipcMode === undefined ? {} : { IpcMode: ipcMode === 'PRIVATE' ? 'private' : 'host' }),
    ...(shmSize === undefined ? {} : { ShmSize: shmSize * MIB })
  }
}

function capabilities ({ capabilityInfo, boundingCapabilities, effectiveCapabilities }: LinuxInfo, field: string): HostConfig {
  const given = [capabilityInfo, boundingCapabilities, effectiveCapabilities].filter((one) => one !== undefined).map(names)
  const [list] = given
  if (list === undefined) return {}
  if (given.some((other) => other.join() !== list.join())) throw refusal(`${field}.effectiveCapabilities`, given, 'Docker gives one set: all capability lists must be equal')
  if (list.includes('CAP_UNKNOWN')) throw refusal(`${field}.boundingCapabilities`, 'UNKNOWN', 'must be a known capability')
  return { CapDrop: ['ALL'], CapAdd: list }
}

function names ({ capabilities = [] }: CapabilityInfo): string[] {
  return [...new Set(capabilities)].sort().map((name) => `CAP_${name}`)
}
