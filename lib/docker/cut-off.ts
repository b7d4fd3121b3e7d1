import { uptime } from 'node:os'
import type { ContainerDetails } from '../../types/docker-engine.ts'
import { readBootId } from '../util/read-process.ts'
import type { EndEvidence } from './container-end.ts'
import type { DockerRun } from './docker-run.ts'

/** The host's life so far: which one it is, and since when in milliseconds of the wall clock. */
export interface Boot {
  id: string
  at: number
}

export function boot (): Boot {
  return { id: readBootId(), at: Date.now() - uptime() * 1000 }
}

/**
 * Whether a container of an agent before this one did not end by itself. `details` null: the engine has it no more. What
 * an engine says of the exit of a container that ran when the host went down is made up when the engine comes back.
 */
export function cutOff (run: DockerRun, details: ContainerDetails | null, { id, at }: Boot): { cutOff?: NonNullable<EndEvidence['cutOff']> } {
  const isOfEarlierBoot = run.bootId !== undefined && run.bootId !== id
  if (details === null) {
    if (run.bootId !== undefined && run.started === undefined) return { cutOff: 'INTERRUPTED' }
    return isOfEarlierBoot ? { cutOff: 'REBOOTED' } : {}
  }
  const { status, running, finishedAt } = details.state
  if (status === 'created') return { cutOff: 'INTERRUPTED' }
  return !running && isOfEarlierBoot && !(Date.parse(finishedAt) < at) ? { cutOff: 'REBOOTED' } : {}
}
