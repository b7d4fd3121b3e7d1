import { userInfo } from 'node:os'
import { usage } from '../agent/flags/usage.ts'
import { systemClock } from '../util/system-clock.ts'
import { callCodec } from './call-codec.ts'
import { dryRun } from './dry-run.ts'
import type { ExecuteFlags } from './execute-flags.ts'
import { executeFlagTable, loadExecuteFlags } from './execute-flags.ts'
import { frameworkInfo } from './framework-info.ts'
import { SchedulerConnection } from './scheduler-connection.ts'
import { taskInfo } from './task-info.ts'
import { TaskRun } from './task-run.ts'
import type { Terminal } from './terminal.ts'

export interface ExecuteOptions {
  /** The words after program and script. */
  argv: readonly string[]
  stdout: (text: string | Uint8Array) => void
  stderr: (text: string | Uint8Array) => void
  /** Undefined: nobody looks on. */
  terminal?: Terminal | undefined
  /** What `--version` prints. */
  version: string
  /** Aborting it tears the framework down, and the task with it. */
  signal: AbortSignal
}

/** mesos-execute as a function: runs one task and resolves to the exit code, 0 only where it ended in TASK_FINISHED. Does not throw. */
export async function execute (options: ExecuteOptions): Promise<number> {
  const { argv, stdout, stderr, version } = options
  try {
    const flags = await loadExecuteFlags(argv)
    if (flags.help || flags.version) {
      stdout(flags.help ? usage('mesos-execute', executeFlagTable) : `mesos-execute ${version}\n`)
      return 0
    }
    for (const warning of flags.warnings) stderr(`${warning}\n`)
    return await runTask(flags, options)
  } catch (error) {
    stderr(`${(error as Error).message}\n`)
    return 1
  }
}

async function runTask (flags: ExecuteFlags, { stdout, stderr, terminal, signal }: ExecuteOptions): Promise<number> {
  const { principal, secret } = flags
  const task = taskInfo(flags)
  if (flags.dryRun) {
    stdout(await dryRun(flags.master, task))
    return 0
  }
  const connection = new SchedulerConnection({
    master: flags.master,
    codec: callCodec(flags.contentType),
    ...(principal !== undefined && secret !== undefined && { credential: { principal, secret } })
  })
  const run = new TaskRun({
    task, stdout, stderr, send: call => connection.send(call), clock: systemClock, killAfterMs: flags.killAfter, follow: flags.follow, terminal
  })
  // The call must get through before the stream ends: a framework that is gone cannot tear itself down.
  const tearDown = () => connection.frameworkId ? connection.send({ type: 'TEARDOWN' }) : Promise.resolve()
  const interrupt = () => { tearDown().catch(() => {}).finally(() => connection.close()) }
  signal.addEventListener('abort', interrupt, { once: true })
  if (signal.aborted) interrupt()
  const attend = async () => {
    for await (const event of connection.subscribe(frameworkInfo(flags, userInfo().username))) {
      const state = await run.take(event)
      if (state === undefined) continue
      await run.end()
      await tearDown()
      return state === 'TASK_FINISHED' ? 0 : 1
    }
    stderr(`Disconnected: ${flags.master} ended the stream\n`)
    return 1
  }
  const code = await attend().catch((error: Error) => {
    stderr(signal.aborted ? 'Interrupted: the framework is torn down\n' : `${error.message}\n`)
    return 1
  })
  signal.removeEventListener('abort', interrupt)
  await run.end()
  await connection.close()
  return code
}
