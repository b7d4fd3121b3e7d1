import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import type { OutputSink } from '../../types/docker-engine.ts'
import type { CommandInfo } from '../../types/mesos-v1.ts'
import { readProc } from '../util/read-process.ts'
import type { ProcessIdentity } from '../util/read-process.ts'

/**
 * Runs a command as the leader of a container runs: its user, environment and directory. Resolves with the exit code, for a signal with
 * 128 and its number as a shell would, once what it wrote was taken where somebody takes it. An abort kills the command with its process
 * group, and rejects with the reason.
 */
export async function execBeside (
  { pid }: ProcessIdentity, directory: string, { shell = true, value = '', arguments: args = [], environment }: CommandInfo, signal: AbortSignal, sink?: OutputSink
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
    stdio: sink === undefined ? 'ignore' : ['ignore', 'pipe', 'pipe']
  })
  const taken = sink === undefined ? Promise.resolve() : Promise.all([take(child.stdout!, data => sink.write('stdout', data)), take(child.stderr!, data => sink.write('stderr', data))])
  taken.catch(() => {})
  const kill = (): void => {
    killGroup(Number(child.pid))
    // What has left the group may hold them open.
    child.stdout?.destroy()
    child.stderr?.destroy()
  }
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals]>
  await Promise.race([once(child, 'spawn'), exit])
  signal.addEventListener('abort', kill, { once: true })
  if (signal.aborted) kill()
  const [code, name] = await exit
  await taken.catch((error: unknown) => { if (!signal.aborted) throw error }).finally(() => signal.removeEventListener('abort', kill))
  signal.throwIfAborted()
  return code ?? 128 + constants.signals[name]
}

function killGroup (leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // All of it has ended.
  }
}

async function take (stream: Readable, write: (data: Buffer) => Promise<void> | undefined): Promise<void> {
  for await (const data of stream) await write(data)
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
