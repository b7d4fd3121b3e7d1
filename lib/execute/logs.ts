import { usage } from '../agent/flags/usage.ts'
import type { Clock } from '../../types/clock.ts'
import { agentCall } from './agent-call.ts'
import { FileTail } from './file-tail.ts'
import { findSandbox } from './find-sandbox.ts'
import type { FoundSandbox } from './find-sandbox.ts'
import { lastLines } from './last-lines.ts'
import { loadLogsFlags, logsFlagTable } from './logs-flags.ts'
import type { LogsRequest } from './logs-flags.ts'
import { OutputFollower } from './output-follower.ts'

export interface LogsOptions {
  /** The words after `logs`. */
  argv: readonly string[]
  /** Resolves when there is room for more; rejects with EPIPE when nobody reads. */
  write: (name: 'stdout' | 'stderr', data: string | Uint8Array) => Promise<void>
  clock: Clock
  /** Aborting it ends `--follow`. */
  signal: AbortSignal
}

/** `mesos-agent logs`: prints what a task has written, each of its streams to ours; resolves to the exit code. Does not throw. */
export async function logs (options: LogsOptions): Promise<number> {
  const { argv, write } = options
  try {
    const request = await loadLogsFlags(argv)
    if (request.flags.help) await write('stdout', usage('mesos-agent logs <task>', logsFlagTable))
    else await print(request, options)
    return 0
  } catch (error) {
    // As of `| head`.
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return 0
    await write('stderr', `${(error as Error).message}\n`).catch(() => {})
    return 1
  }
}

async function print ({ flags: { agent, follow, framework, tail, ...only }, name }: LogsRequest, { write, clock, signal }: LogsOptions): Promise<void> {
  const agentUrl = agent.includes('://') ? agent : `http://${agent}`
  const sandbox = await findSandbox(agentUrl, { name, framework })
  const wanted = (['stdout', 'stderr'] as const).filter(stream => only[stream] || only.stdout === only.stderr)
  const files = await Promise.all(wanted.map(async stream => {
    const path = `${sandbox.path}/${stream}`
    const offset = tail === undefined ? 0 : await lastLines(agentUrl, path, tail)
    return { tail: new FileTail(agentUrl, path, offset), take: (bytes: Uint8Array) => write(stream, bytes) }
  }))
  if (follow) return await followToEnd(agentUrl, sandbox, new OutputFollower(files, clock), signal)
  for (const { tail, take } of files) await tail.copy(take)
}

/** The end of a container is told when its files are complete. One that is not known has ended. */
async function followToEnd (agentUrl: string, { containerId }: FoundSandbox, follower: OutputFollower, signal: AbortSignal): Promise<void> {
  const over = new AbortController()
  const call = { type: 'WAIT_CONTAINER', waitContainer: { containerId: { value: containerId } } } as const
  try {
    await Promise.race([agentCall(agentUrl, call, AbortSignal.any([signal, over.signal])), follower.done])
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    over.abort()
    await follower.stop()
  }
}
