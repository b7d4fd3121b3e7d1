import type { Clock } from '../../types/clock.ts'
import type { Log } from '../../types/log.ts'
import type { ExecutorEvent, ExecutorEventSubscribed } from '../../types/mesos-v1.ts'
import { ExecutorSession } from '../executor/client/executor-session.ts'
import type { ExecutorSessionParts } from '../executor/client/executor-session.ts'
import { deferred } from '../util/deferred.ts'
import { within } from '../util/within.ts'
import { OneTask } from './one-task.ts'
import type { OneTaskParts } from './one-task.ts'

export interface DockerExecutorParts extends Pick<ExecutorSessionParts, 'calls' | 'recoveryTimeoutMs'> {
  task: Omit<OneTaskParts, 'say'>
  backoffMaxMs: number
  /** Aborted: the executor is to end. */
  signal: AbortSignal
  clock: Clock
  log: Log
}

/** Tasks wait, and an agent that was replaced gives its executors two seconds. More often would be dear: there may be hundreds of them. */
const LONGEST_RETRY_MS = 750
/** An agent that tells an executor to end may be gone before it acknowledges the end of the task. */
const LAST_WORD_MS = 2000

/**
 * Hears the agent and has its one task run. Resolves with the exit code when the agent knows all about the end of the task, or when the executor
 * was to end, or its agent stayed away, and there is no task any more.
 */
export async function dockerExecutor ({ task: given, calls, recoveryTimeoutMs, backoffMaxMs, signal, clock, log }: DockerExecutorParts): Promise<number> {
  const toEnd = deferred<'SHUTDOWN'>()
  /** Nobody will acknowledge anything any more. */
  const unheard = deferred<void>()
  let by: ExecutorEventSubscribed | undefined
  const retryMs = (): number => (1 - Math.random() / 2) * Math.min(backoffMaxMs, LONGEST_RETRY_MS)
  const session = new ExecutorSession({ calls, recoveryTimeoutMs, retryMs, heard, clock, log })
  const task = new OneTask({ ...given, say: status => Promise.race([session.say(status), unheard.promise]) })

  function heard ({ type, subscribed, launch, kill, error }: ExecutorEvent): void {
    if (type === 'SUBSCRIBED') by = subscribed
    if (type === 'LAUNCH') task.launch(launch!.task, by!)
    if (type === 'KILL') task.kill(kill!.killPolicy)
    if (type === 'SHUTDOWN') toEnd.resolve('SHUTDOWN')
    if (type === 'ERROR') log.error({ error: error?.message }, 'the agent says that something is wrong')
  }

  const stop = (): void => toEnd.resolve('SHUTDOWN')
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  const lasting = session.run()
  const why = await Promise.race([task.finished.then(() => 'DONE' as const), toEnd.promise, lasting])
  if (why !== 'DONE') log.info({ why, task: task.taken }, 'the executor ends before its task')
  if (why !== 'DONE' && task.taken) {
    task.shutdown()
    await task.over
    if (why === 'SHUTDOWN') await within(task.finished, LAST_WORD_MS, clock)
    unheard.resolve()
    await task.finished
  }
  signal.removeEventListener('abort', stop)
  await session.close()
  await lasting
  return 0
}
