import type { TaskStatus } from './mesos-v1.ts'
import type { RunningContainer, RunRequest } from './running-container.ts'

/** A custom executor as a host without Mesos asks for it: a container that speaks the v1 Executor API. */
export interface ExecutorRequest extends Pick<RunRequest, 'id' | 'image' | 'command' | 'env' | 'user' | 'cpus' | 'memory' | 'uris' | 'container'> {
  /** How long it has to end when it is told to, before it is ended. Default 5000. */
  shutdownGraceMs?: number
}

/** What an executor is given to do. */
export interface ExecutorTaskRequest {
  /** Default: a random UUID. Never used twice in one host. */
  id?: string
  /** Default: the id. */
  name?: string
  /** What the executor understands. */
  data?: string | Uint8Array
  cpus?: number
  /** In MB. */
  memory?: number
}

/** A task of an executor. `for await` gives its statuses as that of a container does. */
export interface ExecutorTask extends AsyncIterable<TaskStatus> {
  readonly id: string
  /** Resolves with the last status. Rejects with CONTAINERIZER_ERR_DETACHED when the app closes and it runs on. */
  wait (): Promise<TaskStatus>
  /** Asks the executor to end it. Ended: false. */
  kill (options?: { graceMs?: number }): boolean
}

export interface RunningExecutor extends Pick<RunningContainer, 'signal' | 'exec'> {
  readonly id: string
  /** The tasks that have not ended. */
  readonly tasks: ExecutorTask[]
  /**
   * Gives it a task; its container is started with the first one, and grows and shrinks with them. Throws CONTAINERIZER_ERR_CONFIG_INVALID for
   * what is wrong in the request, CONTAINERIZER_ERR_LAUNCH_FAILED when the executor has ended. Whatever goes wrong later is a status.
   */
  run (task: ExecutorTaskRequest): ExecutorTask
  /** Says something to it. False: it does not listen now, and nothing was said. */
  send (data: string | Uint8Array): boolean
  /** Called with whatever it says; the returned function takes the listener away. */
  onMessage (listener: (data: Uint8Array) => void): () => void
  /** Tells it to end, and ends it after its grace. Ended, or without any task yet: false. */
  shutdown (): boolean
  /** Resolves when it has ended, with the exit code of its container where that is known. Rejects as the `wait` of a task does. */
  wait (): Promise<{ exitCode: number | null }>
}

/** `app.executors`: custom executors of a host without Mesos. */
export interface ExecutorsService {
  /** Nothing runs before its first task. Throws CONTAINERIZER_ERR_CONFIG_INVALID for what is wrong, and for an id that is in use. */
  start (request: ExecutorRequest): RunningExecutor
  /** Also one that an earlier run of this host left running. */
  get (id: string): RunningExecutor | undefined
  /** Those that have not ended. */
  all (): RunningExecutor[]
}
