import { constants } from 'node:os'
import { livingProcess, parseStat, readProc } from '../util/read-process.ts'
import type { ProcessIdentity } from '../util/read-process.ts'

/** What an inspect of a container says of its first process: pid 0 is none. */
export interface Started { id: string, state: { pid: number } }

/** An answer of the engine means the same process whoever asks; and after a restart there are many. */
const found = new WeakMap<object, ProcessIdentity>()

/**
 * The first process of a running container as the kernel of this host knows it. Null: it does not run, or its engine
 * runs elsewhere, or it cannot be told now, as without free file handles. A number alone could be anybody's; the kernel has the
 * container's id in the path of its control group.
 */
export function initProcess (container: Started, read = readProc): ProcessIdentity | null {
  const { id, state: { pid } } = container
  if (pid === 0) return null
  const known = found.get(container)
  if (known !== undefined) return known
  try {
    const stat = read(pid, 'stat')
    if (stat === null || read(pid, 'cgroup')?.includes(id) !== true) return null
    const process = { pid, startTime: parseStat(stat).startTime }
    found.set(container, process)
    return process
  } catch {
    return null
  }
}

/** What is left of it, such as `process 7 in state D (nfs_wait)`; null: the kernel knows it no more. Where it waits may be kept from us, showing 0. */
export function survivor (process: ProcessIdentity, read = readProc, find = livingProcess): string | null {
  let found, place
  try {
    found = find(process)
    if (found === null) return null
    place = read(process.pid, 'wchan') ?? '0'
  } catch (error) {
    return `process ${process.pid}, which cannot be looked at now (${String((error as NodeJS.ErrnoException).code)})`
  }
  return `process ${process.pid} in state ${found.state}${place === '0' ? '' : ` (${place})`}`
}

/** Sends it a signal past the engine. Nothing happens where the process cannot be seen, is gone, or is not ours to kill. */
export function killDirectly (init: ProcessIdentity | null, name: string): void {
  const signal = (constants.signals as Record<string, number>)[name] ?? Number(name)
  if (init === null || !Number.isInteger(signal)) return
  try {
    if (livingProcess(init) !== null) process.kill(init.pid, signal)
  } catch {
    // It went meanwhile, we lack the right, or it cannot be told whether it is still the same.
  }
}
