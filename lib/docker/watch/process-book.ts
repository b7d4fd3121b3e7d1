import { constants } from 'node:os'
import type { ContainerDetails } from '../../../types/docker-engine.ts'
import { livingProcess } from '../../util/read-process.ts'
import type { ProcessIdentity } from '../../util/read-process.ts'
import { initProcess } from '../init-process.ts'
import type { Started } from '../init-process.ts'

const FIRST_REALTIME = 34

/** What the book asks the kernel. */
export interface Kernel {
  /** The first process of the container, if its pid is that: only where we share the engine's host and its pids. */
  identify (container: Started): ProcessIdentity | null
  /** Throws when that cannot be told, as without free file handles. */
  lives (process: ProcessIdentity): boolean
  kill (pid: number, signal: number): void
}

export const thisKernel: Kernel = {
  identify: (container) => initProcess(container),
  lives: (process) => livingProcess(process) !== null,
  kill: (pid, signal) => { process.kill(pid, signal) }
}

/**
 * The first processes of containers, by pid and start time: what can be said of them, and done to them, while the engine
 * is away.
 */
export class ProcessBook {
  readonly #kernel: Kernel
  readonly #processes = new Map<string, ProcessIdentity & { name: string }>()
  /** Ids by the names that containers are removed by. */
  readonly #names = new Map<string, string>()

  constructor (kernel: Kernel = thisKernel) {
    this.#kernel = kernel
  }

  /** Learns from an answer to inspect, while the engine vouches for the pid. */
  note (details: ContainerDetails): void {
    const { id, name, state: { running, pid } } = details
    if (running && this.#processes.get(id)?.pid === pid) return
    this.forget(id)
    const found = running ? this.#kernel.identify(details) : null
    if (found === null) return
    this.#processes.set(id, { ...found, name })
    this.#names.set(name, id)
  }

  /** By id or name. */
  forget (container: string): void {
    const id = this.#names.get(container) ?? container
    const known = this.#processes.get(id)
    if (known === undefined) return
    this.#processes.delete(id)
    this.#names.delete(known.name)
  }

  knows (id: string): boolean {
    return this.#processes.has(id)
  }

  /** Containers whose process is known to have ended. */
  ended (): string[] {
    return [...this.#processes].filter(([, process]) => this.#hasEnded(process)).map(([id]) => id)
  }

  /**
   * Sends the signal to the container's first process. False when that has ended, or is not known. Between the look and the
   * signal the process cannot be taken for another: a number is given anew only when all others were, and we yield to nobody.
   */
  signal (id: string, name: string): boolean {
    const process = this.#processes.get(id)
    const number = signalNumber(name)
    if (process === undefined || number === undefined) return false
    try {
      if (!this.#kernel.lives(process)) return false
      this.#kernel.kill(process.pid, number)
      return true
    } catch {
      // It ended just now, is not ours to signal, or it cannot be told whether it is still the same.
      return false
    }
  }

  /** What cannot be told is no end. */
  #hasEnded (process: ProcessIdentity): boolean {
    try {
      return !this.#kernel.lives(process)
    } catch {
      return false
    }
  }
}

/** As the engine takes signals: with or without SIG, a number as text, and those without a name of their own. */
function signalNumber (name: string): number | undefined {
  const plain = name.replace(/^SIG/, '')
  const realtime = /^RTMIN(?:\+(\d+))?$/.exec(plain)
  if (realtime !== null) return FIRST_REALTIME + Number(realtime[1] ?? 0)
  return /^\d+$/.test(plain) ? Number(plain) : constants.signals[`SIG${plain}` as NodeJS.Signals]
}
