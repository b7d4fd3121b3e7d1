import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** A process that cannot be mistaken for a later one of the same number within one boot of the host. */
export interface ProcessIdentity {
  pid: number
  /** Clock ticks since boot, as /proc has it. */
  startTime: number
}

/** What proc(5) tells in `stat`; times in clock ticks, `exitCode` as wait(2) would give it. */
export interface ProcessStat extends ProcessIdentity {
  state: string
  ppid: number
  pgrp: number
  session: number
  userTicks: number
  systemTicks: number
  threads: number
  exitCode: number
}

/** The name may hold blanks and parentheses, so fields are counted from its last parenthesis. */
export function parseStat (text: string): ProcessStat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const number = (field: number): number => Number(fields[field - 3])
  return {
    pid: Number.parseInt(text, 10),
    state: fields[0] as string,
    ppid: number(4),
    pgrp: number(5),
    session: number(6),
    userTicks: number(14),
    systemTicks: number(15),
    threads: number(20),
    startTime: number(22),
    exitCode: number(52)
  }
}

/** Null: there is no such process. Throws when that cannot be told, such as without free file handles. */
export function readProcess (pid: number): ProcessStat | null {
  const text = readProc(pid, 'stat')
  return text === null ? null : parseStat(text)
}

/** The process itself, not a later one under its number. */
export function findProcess ({ pid, startTime }: ProcessIdentity): ProcessStat | null {
  const found = readProcess(pid)
  return found?.startTime === startTime ? found : null
}

/** The same, unless it has ended and is merely unreaped. */
export function livingProcess (process: ProcessIdentity): ProcessStat | null {
  const found = findProcess(process)
  return found === null || hasEnded(found) ? null : found
}

/** Every process of this host that we may see. */
export function listProcesses (): ProcessStat[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => readProcess(Number(name))).filter((found) => found !== null)
}

/** A file of /proc/<pid>; null when the process is gone or the file is not ours to read. */
export function readProc (pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code as string)) return null
    throw error
  }
}

/** A zombie whose other threads still run has not ended. */
export function hasEnded ({ state, threads }: ProcessStat): boolean {
  return state === 'Z' && threads <= 1
}

/**
 * The wait status of a zombie. Undefined where the kernel keeps it from us, showing 0: an agent that is not root, and a
 * process that changed its user. The link tells: forbidden then, otherwise merely missing.
 */
export function exitStatus ({ pid, exitCode }: ProcessStat, readLink: (path: string) => string = readlinkSync): number | undefined {
  try {
    readLink(`/proc/${pid}/exe`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return undefined
  }
  return exitCode
}

let bootId: string | undefined

/** Read once: nobody outlives a boot. */
export function readBootId (): string {
  bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
  return bootId
}
