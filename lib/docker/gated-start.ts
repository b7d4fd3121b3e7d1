import type { CreateBody } from '../../types/docker-engine.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { startContainer } from './start-container.ts'
import type { StartedContainer } from './start-container.ts'

/** Starts when the gate lets it, and tells the gate how that went. */
export async function gatedStart (
  parts: DockerParts, run: DockerRun, body: CreateBody, abort: AbortSignal, detach: AbortSignal, start = startContainer
): Promise<StartedContainer> {
  const leave = await parts.gate.enter(abort)
  try {
    const started = await start(parts, run, body, abort, detach)
    leave()
    return started
  } catch (error) {
    leave(error)
    throw error
  }
}
