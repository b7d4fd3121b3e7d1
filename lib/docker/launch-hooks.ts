import type { DockerHooks, HookContainer, LaunchingContainer } from '../../types/docker-hooks.ts'
import type { Log } from '../../types/log.ts'
import type { TaskStatus } from '../../types/mesos-v1.ts'
import { errors } from '../errors.ts'
import { containerKey } from '../util/container-key.ts'
import { unlessAborted } from '../util/unless-aborted.ts'
import type { DockerRun } from './docker-run.ts'

/** Asks the hooks of the host one after the other. Only the first of its questions may fail. */
export class LaunchHooks {
  readonly #hooks: readonly DockerHooks[]
  readonly #log: Log

  constructor (hooks: readonly DockerHooks[], log: Log) {
    this.#hooks = hooks
    this.#log = log
  }

  /** Whether anybody wants to be asked there. */
  wants (place: keyof DockerHooks): boolean {
    return this.#hooks.some((hook) => hook[place] !== undefined)
  }

  /**
   * The environment with what the hooks add. Rejects with CONTAINERIZER_ERR_LAUNCH_REFUSED in the words of the hook that
   * throws or gives what is no environment, and with the signal's reason when aborted first.
   */
  async beforeLaunch (run: DockerRun, environment: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Record<string, string>> {
    const isTask = run.config.taskInfo !== undefined
    let merged = { ...environment }
    for (const hook of this.#hooks) {
      const container: LaunchingContainer = { ...described(run), environment: merged, signal }
      const given = await unlessAborted(settled(() => hook.beforeLaunch?.(container)), signal).catch((cause: Error) => {
        signal.throwIfAborted()
        throw new errors.CONTAINERIZER_ERR_LAUNCH_REFUSED(cause.message, { cause })
      })
      // A command task has no executor of its own that could take them.
      merged = { ...merged, ...(isTask ? {} : checked(given?.executorEnvironment)), ...checked(given?.taskEnvironment) }
    }
    return merged
  }

  /** Does not reject but when aborted. */
  async afterFetch (run: DockerRun, signal: AbortSignal): Promise<void> {
    for (const hook of this.#hooks) await unlessAborted(this.#logged(run, () => hook.afterFetch?.(described(run))), signal)
  }

  /** Never rejects. */
  async onStatus (run: DockerRun, status: TaskStatus): Promise<TaskStatus> {
    let decorated = status
    for (const hook of this.#hooks) {
      const { labels, containerStatus } = await this.#logged(run, () => hook.onStatus?.(described(run), decorated)) ?? {}
      decorated = { ...decorated, ...(labels === undefined ? {} : { labels }), ...(containerStatus === undefined ? {} : { containerStatus }) }
    }
    return decorated
  }

  /** Does not reject but when aborted. */
  async onRemove (run: DockerRun, signal: AbortSignal): Promise<void> {
    for (const hook of this.#hooks) await unlessAborted(this.#logged(run, () => hook.onRemove?.(described(run))), signal)
  }

  async #logged<T> (run: DockerRun, ask: () => Promise<T> | T): Promise<T | undefined> {
    try {
      return await ask()
    } catch (err) {
      this.#log.error({ err, container: containerKey(run.containerId) }, 'a hook failed')
      return undefined
    }
  }
}

function described ({ containerId, name, config: { directory, taskInfo, executorInfo, frameworkId } }: DockerRun): HookContainer {
  return {
    containerId,
    name,
    directory,
    ...(taskInfo === undefined ? {} : { taskInfo }),
    ...(executorInfo === undefined ? {} : { executorInfo }),
    ...(frameworkId === undefined ? {} : { frameworkId })
  }
}

/** What throws at once rejects as well. */
async function settled<T> (ask: () => Promise<T> | T): Promise<T> {
  return await ask()
}

function checked (environment: Record<string, string> = {}): Record<string, string> {
  for (const [name, value] of Object.entries(environment)) {
    if (name === '' || /[=\0]/.test(name) || typeof value !== 'string' || value.includes('\0')) {
      throw new errors.CONTAINERIZER_ERR_LAUNCH_REFUSED(`A hook gave ${JSON.stringify(name)} as a variable: names must be non-empty, without "=" and NUL, values texts without NUL`)
    }
  }
  return environment
}
