import pLimit from 'p-limit'
import type { AgentState } from '../../types/agent-state.ts'
import { containerKey } from '../util/container-key.ts'
import type { DockerContainer } from './docker-container.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { AGENT_LABEL } from './ownership-labels.ts'
import { recoveryPlan } from './recovery-plan.ts'
import type { RecoveryStep } from './recovery-plan.ts'

/** How many findings are seen to side by side. */
export const RECOVERED_AT_ONCE = 16

/** Gather, plan, apply: takes back what is ours and wanted, removes what is ours and not, touches nothing else. */
export async function recoverContainers (
  parts: DockerParts, state: AgentState | null, add: (run: DockerRun) => DockerContainer
): Promise<void> {
  const { engine, runs, log, agentId, secretFiles } = parts
  const [{ records, broken }, containers] = await Promise.all([
    runs.list(), engine.list({ labels: [`${AGENT_LABEL}=${agentId}`] })
  ])
  await secretFiles.clear().catch((err: unknown) => log.warn({ err }, 'files of secrets of an earlier run were not removed'))
  for (const { key, error } of broken) log.error({ err: error, record: key }, 'a record of a container cannot be read')
  const unreadable = new Set(broken.map(({ key }) => key))
  const limit = pLimit(RECOVERED_AT_ONCE)
  const steps = recoveryPlan(state, records.map(({ value }) => value), containers)
  const outcomes = await Promise.allSettled(steps.map((step) => limit(() => apply(parts, step, unreadable, add))))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

async function apply (
  parts: DockerParts, step: RecoveryStep, unreadable: Set<string>, add: (run: DockerRun) => DockerContainer
): Promise<void> {
  const { engine, runs, log, killOrphans } = parts
  switch (step.action) {
    case 'ADOPT':
      return add(step.run).adopt(step.engineId)
    case 'LOST':
      return add(step.run).lost()
    case 'FORGET':
      return runs.remove(containerKey(step.run.containerId))
    case 'ORPHAN':
      if (!killOrphans || unreadable.has(step.key)) {
        return log.warn({ container: step.key }, 'an orphaned container was left alone')
      }
      log.info({ container: step.key }, 'removing an orphaned container')
      // Tried once: one that cannot be removed must not keep the agent from launching. The next recovery finds it again.
      try {
        await engine.remove(step.engineId, { force: true })
        await runs.remove(step.key)
      } catch (err) {
        log.warn({ err, container: step.key }, 'an orphaned container could not be removed')
      }
  }
}
