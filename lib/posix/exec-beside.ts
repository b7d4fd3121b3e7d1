import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import type { CommandInfo } from '../../types/mesos-v1.ts'
import { readProc } from '../util/read-process.ts'
import type { ProcessIdentity } from '../util/read-process.ts'

/**
 * Runs a command as the leader of a container runs: its user, environment and directory. Resolves with the exit code, for a signal with
 * 128 and its number as a shell would. An abort kills the command with its process group, and rejects with the reason.
 */
export async function execBeside (
  { pid }: ProcessIdentity, directory: string, { shell = true, value = '', arguments: args = [], environment }: CommandInfo, signal: AbortSignal
): Promise<number> {
  signal.throwIfAborted()
  const [argv0 = value, ...rest] = args
  const own = (environment?.variables ?? []).map(({ name, value = '' }) => [name, value])
  const child = spawn(shell ? '/bin/sh' : value, shell ? ['-c', value] : rest, {
    ...(shell ? {} : { argv0 }),
    ...identityOf(pid),
    env: { ...environmentOf(pid), ...Object.fromEntries(own) },
    cwd: directory,
    detached: true,
    stdio: 'ignore'
  })
  const kill = (): void => { process.kill(-Number(child.pid), 'SIGKILL') }
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals]>
  await Promise.race([once(child, 'spawn'), exit])
  signal.addEventListener('abort', kill, { once: true })
  if (signal.aborted) kill()
  const [code, name] = await exit.finally(() => signal.removeEventListener('abort', kill))
  signal.throwIfAborted()
  return code ?? 128 + constants.signals[name]
}

/** Nothing of the agent's own, who may be root. Throws when the leader is gone. */
function identityOf (pid: number): { uid: number, gid: number } {
  const status = readProc(pid, 'status') ?? ''
  const number = (name: string): number => Number(new RegExp(`^${name}:\\t\\d+\\t(\\d+)`, 'm').exec(status)?.[1])
  return { uid: number('Uid'), gid: number('Gid') }
}

function environmentOf (pid: number): Record<string, string> {
  const text = Buffer.from(readProc(pid, 'environ') ?? '', 'latin1').toString()
  return Object.fromEntries(text.split('\0').filter(entry => entry.includes('=')).map(entry => {
    const at = entry.indexOf('=')
    return [entry.slice(0, at), entry.slice(at + 1)]
  }))
}
