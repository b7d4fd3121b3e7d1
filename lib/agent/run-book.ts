import type { ContainerID, FrameworkID, KillPolicy, TaskID } from '../../types/mesos-v1.ts'
import { containerKey } from '../util/container-key.ts'
import { taskKey } from './agent-run.ts'
import type { AgentRun } from './agent-run.ts'

/** A task that has not ended, as the runner sees it. */
export interface Run {
  record: AgentRun
  /** A status of the container has been seen, so its containerizer speaks for it. */
  spoken: boolean
  /** Something was heard of it, or its container was found again. */
  begun: boolean
  kill: { killPolicy?: KillPolicy } | null
}

/** The runs of the agent, found by task and by container. */
export class RunBook {
  readonly #byTask = new Map<string, Run>()
  readonly #byContainer = new Map<string, Run>()

  add (record: AgentRun): Run {
    const run: Run = { record, spoken: false, begun: false, kill: null }
    this.#byTask.set(keyOf(record), run)
    this.#byContainer.set(containerKey(record.containerId), run)
    return run
  }

  remove ({ record }: Run): void {
    this.#byTask.delete(keyOf(record))
    this.#byContainer.delete(containerKey(record.containerId))
  }

  ofTask (frameworkId: FrameworkID, taskId: TaskID): Run | undefined {
    return this.#byTask.get(taskKey(frameworkId, taskId))
  }

  ofContainer (containerId: ContainerID): Run | undefined {
    return this.#byContainer.get(containerKey(containerId))
  }

  all (): Run[] {
    return [...this.#byTask.values()]
  }
}

function keyOf ({ framework, task }: AgentRun): string {
  return taskKey(framework.id as FrameworkID, task.taskId)
}
