import { constants } from 'node:os'
import type { ContainerDetails } from '../../types/docker-engine.ts'
import { findProcess, hasEnded, readProc, readProcess } from '../util/read-process.ts'
import type { ProcessIdentity } from '../util/read-process.ts'

/**
 * The first process of a running container as the kernel of this host knows it. Null: it does not run, or its engine
 * runs elsewhere. A number alone could be anybody's; the kernel has the container's id in the path of its control group.
 */
export function initProcess ({ id, state: { pid } }: ContainerDetails): ProcessIdentity | null {
  const found = pid === 0 ? null : readProcess(pid)
  return found !== null && readProc(pid, 'cgroup')?.includes(id) === true ? { pid, startTime: found.startTime } : null
}

/** What is left of it, such as `process 7 in state D (nfs_wait)`; null: the kernel knows it no more. Where it waits may be kept from us, showing 0. */
export function survivor (process: ProcessIdentity, read = readProc): string | null {
  const found = findProcess(process)
  if (found === null || hasEnded(found)) return null
  const place = read(process.pid, 'wchan') ?? '0'
  return `process ${process.pid} in state ${found.state}${place === '0' ? '' : ` (${place})`}`
}

/** Sends it a signal past the engine. Nothing happens where the process cannot be seen, is gone, or is not ours to kill. */
export function killDirectly (init: ProcessIdentity | null, name: string): void {
  const signal = (constants.signals as Record<string, number>)[name] ?? Number(name)
  if (init === null || !Number.isInteger(signal) || survivor(init) === null) return
  try {
    process.kill(init.pid, signal)
  } catch {
    // It went meanwhile, or we lack the right.
  }
}
