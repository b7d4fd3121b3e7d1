import type { ExecutorEventAcknowledged, TaskInfo, TaskStatus } from '../../../types/mesos-v1.ts'
import { deferred } from '../../util/deferred.ts'
import type { Deferred } from '../../util/deferred.ts'

interface Said { status: TaskStatus, sent: boolean, acknowledged: Deferred<void> }

/** What the agent may not know yet: updates that it has not acknowledged, in their order, and tasks of which it has acknowledged nothing. */
export class Unacknowledged {
  readonly #said = new Map<string, Said>()
  readonly #tasks = new Map<string, TaskInfo>()

  get tasks (): TaskInfo[] { return [...this.#tasks.values()] }
  get updates (): TaskStatus[] { return Array.from(this.#said.values(), ({ status }) => status) }

  /** The oldest that was not sent. */
  get unsent (): TaskStatus | undefined {
    return [...this.#said.values()].find(({ sent }) => !sent)?.status
  }

  took (task: TaskInfo): void {
    this.#tasks.set(task.taskId.value, task)
  }

  /** Resolves when the status, which has a uuid, is acknowledged. */
  say (status: TaskStatus): Promise<void> {
    const said: Said = { status, sent: false, acknowledged: deferred() }
    this.#said.set(keyOf(status.uuid), said)
    return said.acknowledged.promise
  }

  sent (statuses: TaskStatus[]): void {
    for (const { uuid } of statuses) {
      const said = this.#said.get(keyOf(uuid))
      if (said !== undefined) said.sent = true
    }
  }

  acknowledged ({ taskId, uuid }: ExecutorEventAcknowledged): void {
    this.#tasks.delete(taskId.value)
    this.#said.get(keyOf(uuid))?.acknowledged.resolve()
    this.#said.delete(keyOf(uuid))
  }
}

function keyOf (uuid: Uint8Array | undefined): string {
  return Buffer.from(uuid ?? []).toString('hex')
}
