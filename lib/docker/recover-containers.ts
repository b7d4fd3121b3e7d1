import type { AgentState } from '../../types/agent-state.ts'
import { containerKey } from '../util/container-key.ts'
import type { DockerContainer } from './docker-container.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { AGENT_LABEL } from './ownership-labels.ts'
import { recoveryPlan } from './recovery-plan.ts'
import { removeContainer } from './remove-container.ts'

/** Gather, plan, apply: takes back what is ours and wanted, removes what is ours and not, touches nothing else. */
export async function recoverContainers (
  parts: DockerParts, state: AgentState | null, add: (run: DockerRun) => DockerContainer
): Promise<void> {
  const { engine, runs, log, agentId, killOrphans } = parts
  const [{ records, broken }, containers] = await Promise.all([
    runs.list(), engine.list({ labels: [`${AGENT_LABEL}=${agentId}`] })
  ])
  for (const { key, error } of broken) log.error({ err: error, record: key }, 'a record of a container cannot be read')
  const unreadable = new Set(broken.map(({ key }) => key))
  for (const step of recoveryPlan(state, records.map(({ value }) => value), containers)) {
    switch (step.action) {
      case 'ADOPT':
        await add(step.run).adopt(step.engineId)
        break
      case 'LOST':
        await add(step.run).lost()
        break
      case 'FORGET':
        await runs.remove(containerKey(step.run.containerId))
        break
      case 'ORPHAN':
        if (!killOrphans || unreadable.has(step.key)) {
          log.warn({ container: step.key }, 'an orphaned container was left alone')
          break
        }
        log.info({ container: step.key }, 'removing an orphaned container')
        await removeContainer(parts, step.engineId, new AbortController().signal)
        await runs.remove(step.key)
    }
  }
}
