import pLimit from 'p-limit'
import type { AgentState } from '../../types/agent-state.ts'
import { containerKey } from '../util/container-key.ts'
import { within } from '../util/within.ts'
import type { DockerContainer } from './docker-container.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { forgetRecords } from './forget-records.ts'
import { gather } from './gather.ts'
import { recoveryPlan } from './recovery-plan.ts'
import type { RecoveryStep } from './recovery-plan.ts'
import { removeOrphan } from './remove-orphan.ts'

/** How many findings are seen to side by side. */
export const RECOVERED_AT_ONCE = 16
/** How long a recovery waits for one container. What takes longer goes on beside the launches. */
export const PATIENCE_MS = 2000

/** Gather, plan, apply: takes back what is ours and wanted, removes what is ours and not, touches nothing else. */
export async function recoverContainers (
  parts: DockerParts, state: AgentState | null, add: (run: DockerRun) => DockerContainer
): Promise<void> {
  const { log, secretFiles } = parts
  const limit = pLimit(RECOVERED_AT_ONCE)
  const steps = recoveryPlan(await gather(parts, state))
  await secretFiles.clear().catch((err: unknown) => log.warn({ err }, 'files of secrets of an earlier run were not removed'))
  const outcomes = await Promise.allSettled(steps.map((step) => limit(() => apply(parts, step, add))))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

async function apply (parts: DockerParts, step: RecoveryStep, add: (run: DockerRun) => DockerContainer): Promise<void> {
  const { log } = parts
  switch (step.action) {
    case 'ADOPT':
      return waitAWhile(parts, add(step.run).adopt(step.engineId), containerKey(step.run.containerId))
    case 'LOST':
      // Its status is out in order, and kept by whoever keeps it, before its record goes; that may take as long as it likes.
      return waitAWhile(parts, add(step.run).lost(), containerKey(step.run.containerId))
    case 'FORGET':
      return forgetRecords(parts, containerKey(step.run.containerId))
    case 'LEAVE':
      return log.warn({ container: step.key, reason: step.reason }, 'a container is left alone, and nobody looks after it')
    case 'ORPHAN':
      return removeOrphan(parts, step)
  }
}

/** A container that is slow to be seen to delays only itself. */
async function waitAWhile ({ clock, log }: DockerParts, taken: Promise<void>, container: string): Promise<void> {
  if (await within(taken.then(() => true), PATIENCE_MS, clock) === true) return
  log.warn({ container }, 'taking back a container takes long, the agent does not wait for it')
  taken.catch((err: { code?: string }) => {
    if (err.code !== 'CONTAINERIZER_ERR_DETACHED') log.error({ err, container }, 'a container could not be taken back')
  })
}
