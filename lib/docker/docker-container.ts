import type { KillOptions } from '../../types/container-config.ts'
import type { ContainerTermination } from '../../types/container-termination.ts'
import type { ContainerStage } from '../../types/containerizer.ts'
import type { ContainerDetails, CreateBody } from '../../types/docker-engine.ts'
import type { TaskStatus } from '../../types/mesos-v1.ts'
import { errors } from '../errors.ts'
import { containerKey } from '../util/container-key.ts'
import { deferred } from '../util/deferred.ts'
import { admitLaunch } from './admit-launch.ts'
import { adoptContainer } from './adopt-container.ts'
import { awaitExit } from './await-exit.ts'
import { awaitGone } from './await-gone.ts'
import { ContainerChecks } from './container-checks.ts'
import { containerEnd, type EndEvidence } from './container-end.ts'
import { boot, cutOff } from './cut-off.ts'
import { DiskLimit } from './disk-limit.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { removeRun, spokenFor, taskPlace, taskVariables } from './executed-run.ts'
import { forgetRecords } from './forget-records.ts'
import { gatedStart } from './gated-start.ts'
import { ImageView } from './image-view.ts'
import { destroyGraceMs, killGraceMs } from './kill-grace.ts'
import { launchFailure } from './launch-failure.ts'
import type { OutputCapture } from './output/output-capture.ts'
import { withParameterFiles } from './parameter-files.ts'
import { prepareLaunch } from './prepare-launch.ts'
import { startBody } from './start-body.ts'
import { StopIntent } from './stop-intent.ts'
import { terminalTaskStatus, withGaps } from './task-statuses.ts'
import { destroyedMessages } from './terminal-status.ts'
import { wantOfMemory } from './want-of-memory.ts'

type Known = Omit<EndEvidence, 'stop'>

/** One container from its first byte fetched to its removal: the only writer of its own state. */
export class DockerContainer {
  readonly run: DockerRun
  readonly image: ImageView
  readonly disk: DiskLimit
  readonly #parts: DockerParts
  readonly #emit: (status: TaskStatus) => Promise<void>
  readonly #launching = new AbortController()
  readonly #detaching = new AbortController()
  readonly #termination = deferred<ContainerTermination>()
  readonly #stop: StopIntent
  readonly #checks: ContainerChecks
  #stage: Exclude<ContainerStage, 'DESTROYING'> = 'FETCHING'
  #destroyed = false
  #ending = false
  #engineId: string | null = null

  /** `emit` must not reject; what it returns is awaited for a terminal status, before the record of the run goes. */
  constructor (parts: DockerParts, run: DockerRun, emit: (status: TaskStatus) => Promise<void>) {
    this.#parts = parts
    this.run = run
    this.image = new ImageView(run)
    this.#emit = emit
    this.#stop = new StopIntent(parts, run)
    this.disk = new DiskLimit(parts, run, this.#stop)
    this.#checks = new ContainerChecks(parts, run, emit, () => this.kill(), this.#detaching.signal)
  }

  get key (): string { return containerKey(this.run.containerId) }
  get stage (): ContainerStage { return this.#destroyed ? 'DESTROYING' : this.#stage }
  /** Null until the engine has started it. */
  get engineId (): string | null { return this.#engineId }
  get place (): string | null { return taskPlace(this.run, this.#engineId) }
  /** Its end is being told, what is left is clearing up. */
  get ending (): boolean { return this.#ending }
  /** Resolves when it has ended and nothing of it is left; rejects when the agent detached first. */
  get termination (): Promise<ContainerTermination> { return this.#termination.promise }

  /** Resolves when it runs, or for a command task has been spoken for; rejects when nothing was started. */
  async launch (planned: CreateBody, environment: Record<string, string> = {}): Promise<void> {
    const [task, { signal }] = [spokenFor(this.run), this.#launching]
    let started
    try {
      const admitted = await admitLaunch(this.#parts, this.run, planned, taskVariables(this.run, environment), signal)
      const image = await prepareLaunch(this.#parts, this.run, this.#launching, { stage: (stage) => { this.#stage = stage }, pull: this.image.pulling })
      await this.#parts.hooks.afterFetch(this.run, signal)
      const body = await withParameterFiles(this.#parts, this.run, admitted)
      this.#stage = 'MOUNTING'
      this.#stop.starting()
      if (task !== undefined) this.#emit({ taskId: task.taskId, state: 'TASK_STARTING' })
      const first = await startBody(this.#parts, this.run, this.image.pin(body, image), { environment, taskEnvironment: admitted.environment, signal })
      started = await gatedStart(this.#parts, this.run, first, signal, this.#detaching.signal)
    } catch (cause) {
      return this.#launchFailed(cause as Error)
    }
    const { engineId, exit, output } = started
    const details = await this.#parts.engine.inspect(engineId).catch(() => null)
    this.#runs(engineId, details)
    const ended = awaitExit(this.#parts.engine, engineId, exit, this.#parts.clock, this.#detaching.signal)
    this.#supervise(engineId, ended.then((exitCode) => ({ exitCode })), output)
  }

  /** Takes back a container that an agent before this one started. */
  async adopt (engineId: string): Promise<void> {
    this.#engineId = engineId
    this.#stage = 'RUNNING'
    const adopted = await this.#orLetGo(adoptContainer(this.#parts, this.run, engineId, this.#detaching.signal))
    if (adopted === null) return this.lost()
    this.image.created(adopted.details.labels)
    if (adopted.details.state.running) this.#runs(engineId, adopted.details)
    this.#supervise(engineId, adopted.exit, adopted.output)
  }

  /** There is a record, but no container: it ended while nobody looked. */
  lost (): Promise<void> {
    return this.#orLetGo(this.#end({ exitCode: null, ...cutOff(this.run, null, boot()) }))
  }

  /** Whoever waits for the end of what could not be taken back waits no longer. */
  #orLetGo<T> (taken: Promise<T>): Promise<T> {
    taken.catch((reason: unknown) => this.#termination.reject(reason))
    return taken
  }

  /** Begins the kill of a command task. A second one may only make it sooner. */
  kill (options?: KillOptions): void {
    const isFirst = this.#stop.begin('KILL', killGraceMs(this.run, this.#parts.stopTimeoutMs, options))
    this.#checks.stop()
    if (this.#engineId === null) return this.#launching.abort()
    const taskInfo = spokenFor(this.run)
    if (isFirst && this.run.taskKillingState && taskInfo !== undefined) this.#emit({ taskId: taskInfo.taskId, state: 'TASK_KILLING' })
  }

  /** Ends it in whatever stage it is. */
  destroy (): void {
    this.#destroyed = true
    this.#checks.stop()
    this.#stop.begin('DESTROY', destroyGraceMs(this.run, this.#parts.stopTimeoutMs))
    if (this.#engineId === null) this.#launching.abort()
  }

  /** Leaves it to run on without us. */
  detach (): void {
    const reason = new errors.CONTAINERIZER_ERR_DETACHED(this.key)
    this.#detaching.abort(reason)
    this.#launching.abort(reason)
    this.#stop.ended()
  }

  #runs (engineId: string, details: ContainerDetails | null): void {
    this.#engineId = engineId
    this.#stage = 'RUNNING'
    this.#stop.started(engineId, details)
    this.#checks.started(engineId, details, this.#stop.cause !== null)
    this.disk.started()
  }

  #supervise (engineId: string, exit: Promise<Known>, output: OutputCapture): void {
    const { signal } = this.#detaching
    exit.then(async (known) => {
      this.#stop.ended()
      this.#checks.stop()
      await awaitGone(this.#parts, engineId, this.#stop.init, signal)
      const gaps = await output.finish()
      const more = await wantOfMemory(this.#parts, engineId, { ...known, stop: this.#stop.cause }, signal)
      // Let go of meanwhile: whoever heard us may be gone, but the next recovery finds the container as it is now.
      signal.throwIfAborted()
      await this.#end({ ...known, ...more }, gaps)
    }).catch(async (reason: unknown) => {
      await output.letGo()
      await this.#stop.noted
      this.#termination.reject(reason)
    })
  }

  /** The status is out, and kept by whoever keeps it, before anything is removed that could tell of the end again. */
  async #end (known: Known, gaps: string[] = []): Promise<void> {
    this.#ending = true
    const taskInfo = spokenFor(this.run)
    const end = containerEnd({ ...known, stop: this.#stop.cause, excess: this.#stop.excess })
    if (taskInfo !== undefined) await this.#emit(withGaps({ ...terminalTaskStatus(taskInfo.taskId, end), ...this.#checks.verdict }, gaps))
    await removeRun(this.#parts, this.run, this.#detaching.signal)
    await this.#forget()
    this.#termination.resolve({ ...end, message: this.#destroyed ? destroyedMessages.RUNNING : 'Container terminated' })
  }

  /** A record that cannot be removed is no reason to hold the end back: the next recovery tells it once more. */
  async #forget (): Promise<void> {
    await forgetRecords(this.#parts, this.key).catch((err: unknown) => {
      this.#parts.log.warn({ err, container: this.key }, 'the record of an ended container was not removed')
    })
    // Let go of meanwhile, nobody waits for the hook.
    await this.#parts.hooks.onRemove(this.run, this.#detaching.signal).catch(() => {})
  }

  async #launchFailed (cause: Error): Promise<void> {
    const { status, termination, error } = launchFailure(cause, {
      stage: this.#stage, stop: this.#stop.cause, taskId: spokenFor(this.run)?.taskId
    })
    if (status !== null) await this.#emit(status)
    await this.#forget()
    this.#termination.resolve(termination)
    if (error !== null) throw error
  }
}
