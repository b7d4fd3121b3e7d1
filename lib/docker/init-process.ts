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

/** What is left of it, such as `process 7 in state D (nfs_wait)`; null: the kernel knows it no more. */
export function survivor (process: ProcessIdentity): string | null {
  const found = findProcess(process)
  if (found === null || hasEnded(found)) return null
  const place = readProc(process.pid, 'wchan') ?? ''
  return `process ${process.pid} in state ${found.state}${/^0?$/.test(place) ? '' : ` (${place})`}`
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
