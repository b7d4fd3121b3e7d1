import { isDeepStrictEqual } from 'node:util'
import type { ContainerDetails } from '../../types/docker-engine.ts'
import type { DiskExcess } from '../../types/sandbox.ts'
import { containerKey } from '../util/container-key.ts'
import { readBootId } from '../util/read-process.ts'
import type { ProcessIdentity } from '../util/read-process.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun, StopCause } from './docker-run.ts'
import { spokenFor } from './executed-run.ts'
import { initProcess } from './init-process.ts'
import { Stopper } from './stopper.ts'

/**
 * Whether, why and until when a container is to be ended. It is on disk before the first signal, so that an agent that
 * dies in the middle of a grace leaves a kill that the next one goes on with, and an end that is told as what it was.
 */
export class StopIntent {
  readonly #parts: DockerParts
  readonly #run: DockerRun
  readonly #stopper: Stopper
  readonly #over = new AbortController()
  #runs = false
  /** Whether a stop came that is not on disk, since nothing ran yet. */
  #unkept = false
  #noted: Promise<void> = Promise.resolve()

  constructor (parts: DockerParts, run: DockerRun) {
    this.#parts = parts
    this.#run = run
    this.#stopper = new Stopper(parts)
  }

  /** Null: nobody here has asked for its end. */
  get cause (): StopCause | null {
    return this.#run.stop?.cause ?? null
  }

  /** What is known of it where it was for the disk. */
  get excess (): DiskExcess | undefined {
    return this.#run.stop?.excess
  }

  /** Aborted when it has ended, or was let go of. */
  get over (): AbortSignal { return this.#over.signal }

  /** Resolves when no write of its record is under way: what comes after it on that record is not overwritten. */
  get noted (): Promise<void> { return this.#noted }

  /** Its first process as far as it can be seen from here. */
  get init (): ProcessIdentity | null {
    // After a boot the same number, even with the same start time, is another process.
    return this.#run.bootId === readBootId() ? this.#run.started?.process ?? null : null
  }

  /** Its create is about to be asked for: from here on its time is counted. As in the original, fetching and pulling are not. */
  starting (): void {
    const nanoseconds = spokenFor(this.#run)?.maxCompletionTime?.nanoseconds ?? 0
    if (nanoseconds > 0) this.#run.completionDeadline = this.#parts.clock.now() + nanoseconds / 1e6
  }

  /** It runs: what was asked for meanwhile, or of an agent before us, is carried out. */
  started (engineId: string, details: ContainerDetails | null): void {
    const init = details === null ? null : initProcess(details)
    this.#runs = true
    const known = this.#run.started
    this.#run.started = { process: init }
    this.#stopper.started(engineId, details, init)
    // After a restart there are many, and of most everything is on disk already.
    if (this.#unkept || !isDeepStrictEqual(known, this.#run.started)) this.#note()
    const { stop, completionDeadline } = this.#run
    if (stop !== undefined) this.#carryOut(stop.deadline)
    else if (completionDeadline !== undefined) this.#limit(completionDeadline)
  }

  /** The first cause stays; a later stop can only make it sooner. True when it is the first, and in time. */
  begin (cause: StopCause, graceMs: number, excess?: DiskExcess): boolean {
    if (this.#over.signal.aborted) return false
    const { stop } = this.#run
    const deadline = this.#parts.clock.now() + (this.#runs ? graceMs : 0)
    if (stop !== undefined && deadline >= stop.deadline) return false
    this.#run.stop = { ...(stop ?? { cause, ...(excess === undefined ? {} : { excess }) }), deadline }
    if (this.#runs) this.#note().then(() => this.#carryOut(deadline))
    else this.#unkept = true
    return stop === undefined
  }

  /** What is known of the run has changed. */
  changed (): void {
    if (this.#runs) this.#note()
  }

  /** There is nothing left to stop, and what is asked for from now on was not the cause. */
  ended (): void {
    this.#over.abort()
    this.#stopper.ended()
  }

  /** As in the original: without a grace, whatever the kill policy. */
  #limit (deadline: number): void {
    const { clock } = this.#parts
    clock.sleep(Math.max(0, deadline - clock.now()), this.#over.signal).then(() => {
      if (this.cause === null) this.begin('COMPLETION', 0)
    }, () => {})
  }

  #carryOut (deadline: number): void {
    this.#stopper.stop(Math.max(0, deadline - this.#parts.clock.now()))
  }

  #note (): Promise<void> {
    this.#noted = this.#write()
    return this.#noted
  }

  /** A full disk must not keep a container from being killed. */
  async #write (): Promise<void> {
    const { runs, log } = this.#parts
    // The record of one that has ended goes: it must not come again.
    if (this.#over.signal.aborted) return
    await runs.write(containerKey(this.#run.containerId), this.#run).catch((err: unknown) => {
      log.warn({ err, container: containerKey(this.#run.containerId) }, 'the record of a container could not be brought up to date')
    })
  }
}
