import type { TaskStatus } from '../../types/mesos-v1.ts'
import type { DockerRun } from './docker-run.ts'
import type { LaunchHooks } from './launch-hooks.ts'

type Emit = (status: TaskStatus) => Promise<void>

/** Says what the hooks made of each status, one after the other. Without such hooks nothing is between. */
export function decorated (hooks: LaunchHooks, run: DockerRun, emit: Emit): Emit {
  if (!hooks.wants('onStatus')) return emit
  let before = Promise.resolve()
  return (status) => {
    // Said once the one before has its turn, not once everybody is done with it.
    const turn = before.then(() => hooks.onStatus(run, status))
    before = turn.then(() => {})
    return turn.then(emit)
  }
}
