/**
 * A containerizer of your own: tasks whose image is called `function:<name>` are JavaScript functions that run inside
 * the host. Everything a link of the chain must keep is here; there is no container, so there is little else.
 *
 *   await app.register(functionContainerizer, { functions: { hello: async ({ signal }) => { … } } })
 *   await app.register(containerizers, { containerizers: 'functions,docker' })   // before it, when the order matters
 */
import fp from 'fastify-plugin'
import { ensureContainerizers, errors } from '../lib/index.ts'
import type { FastifyInstance } from 'fastify'
import type {
  AgentState, ContainerConfig, ContainerID, Containerizer, ContainerStatus, ContainerTermination, LaunchResult, ResourceStatistics
} from '../lib/index.ts'

/** Resolves when the work is done. The signal is aborted when the container is destroyed: the function then returns. */
export type TaskFunction = (context: { args: string[], directory: string, signal: AbortSignal }) => Promise<void>

interface Running { containerId: ContainerID, stop: AbortController, end: Promise<ContainerTermination> }

export class FunctionContainerizer implements Containerizer {
  readonly name = 'functions'
  readonly #functions: Readonly<Record<string, TaskFunction>>
  readonly #running = new Map<string, Running>()
  #recovered = false

  constructor (functions: Readonly<Record<string, TaskFunction>>) {
    this.#functions = functions
  }

  /** A function does not outlive its host, so there is nothing to find again. */
  async recover (_state: AgentState | null): Promise<void> {
    this.#recovered = true
  }

  async launch (containerId: ContainerID, config: ContainerConfig): Promise<LaunchResult> {
    const key = keyOf(containerId)
    if (!this.#recovered) throw new errors.CONTAINERIZER_ERR_NOT_RECOVERED(`Container ${key} was not launched: recover first`)
    if (this.#running.has(key)) return 'ALREADY_LAUNCHED'
    // Said before anything is made: the next link of the chain may try.
    const image = config.containerInfo?.docker?.image
    if (image?.startsWith('function:') !== true) return 'NOT_SUPPORTED'
    // Ours, but wrong: a throw stops the chain, no other link is bothered with it.
    const run = this.#functions[image.slice('function:'.length)]
    if (run === undefined) throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`Container ${key}: there is no ${image}`)
    const stop = new AbortController()
    const end = this.#run(key, run, { args: config.commandInfo.arguments ?? [], directory: config.directory, signal: stop.signal })
    this.#running.set(key, { containerId, stop, end })
    return 'SUCCESS'
  }

  async #run (key: string, run: TaskFunction, context: Parameters<TaskFunction>[0]): Promise<ContainerTermination> {
    try {
      await run(context)
      return context.signal.aborted ? { message: 'Function was stopped' } : { status: 0, message: 'Function has returned' }
    } catch (error) {
      return { status: 1 << 8, message: `Function has thrown: ${String(error)}` }
    } finally {
      this.#running.delete(key)
    }
  }

  async wait (containerId: ContainerID): Promise<ContainerTermination | null> {
    return await this.#running.get(keyOf(containerId))?.end ?? null
  }

  async destroy (containerId: ContainerID): Promise<ContainerTermination | null> {
    const running = this.#running.get(keyOf(containerId))
    running?.stop.abort()
    return await running?.end ?? null
  }

  containers (): ContainerID[] {
    return Array.from(this.#running.values(), ({ containerId }) => containerId)
  }

  async status (containerId: ContainerID): Promise<ContainerStatus> {
    this.#mustRun(containerId)
    return { containerId, executorPid: process.pid }
  }

  /** Functions share the host's memory: only the time of the reading is known. */
  async usage (containerId: ContainerID): Promise<ResourceStatistics> {
    this.#mustRun(containerId)
    return { timestamp: Date.now() / 1000 }
  }

  #mustRun (containerId: ContainerID): void {
    const key = keyOf(containerId)
    if (!this.#running.has(key)) throw new errors.CONTAINERIZER_ERR_CONTAINER_UNKNOWN(key)
  }

  /** A function cannot be limited. */
  async update (): Promise<void> {}

  /** There are no images. */
  async pruneImages (): Promise<void> {}
}

function keyOf (containerId: ContainerID): string {
  return containerId.parent === undefined ? containerId.value : `${keyOf(containerId.parent)}.${containerId.value}`
}

export interface FunctionContainerizerOptions { functions: Readonly<Record<string, TaskFunction>> }

/** The plugin: joins the chain, which asks it in its turn, and stops what still runs when the app closes. */
export const functionContainerizer = fp(async (app: FastifyInstance, { functions }: FunctionContainerizerOptions) => {
  const chain = await ensureContainerizers(app)
  // Functions end with their host. What is to run on has `close` instead, to let go of it.
  chain.register(new FunctionContainerizer(functions), { destroyOnClose: true })
}, { name: 'function-containerizer', fastify: '5.x' })
