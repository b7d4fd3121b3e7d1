import { findProcess, hasEnded, listProcesses, readProc, readProcess, type ProcessStat, type ProcessIdentity } from '../util/read-process.ts'

/**
 * Seeds, their descendants, and whoever shares a session or process group with one of them: children whose
 * parent has ended keep these. A session's number is not given out again while somebody is in it.
 */
export function processTree (processes: ProcessStat[], seeds: number[]): ProcessStat[] {
  const members = new Set(seeds)
  const belongs = ({ ppid, pgrp, session }: ProcessStat): boolean => members.has(ppid) || members.has(pgrp) || members.has(session)
  let size
  do {
    size = members.size
    for (const process of processes) if (belongs(process)) members.add(process.pid)
  } while (members.size > size)
  return processes.filter(({ pid }) => members.has(pid))
}

/**
 * The living processes of a container. A daemon that left the session and lost its parent is known by the sandbox
 * in the environment it began with.
 */
export function livingProcesses (leader: ProcessIdentity, directory: string): ProcessStat[] {
  const mark = `\0MESOS_SANDBOX=${Buffer.from(directory).toString('latin1')}\0`
  const all = listProcesses()
  const seeds = all.filter(({ pid }) => `\0${readProc(pid, 'environ')}`.includes(mark)).map(({ pid }) => pid)
  // A number that now belongs to somebody else is no seed; one that belongs to nobody still names our session.
  if (findProcess(leader) !== null || readProcess(leader.pid) === null) seeds.push(leader.pid)
  return processTree(all, seeds).filter((process) => !hasEnded(process))
}
