import t from 'tap'
import { decorated } from '../../lib/docker/decorated.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { LaunchHooks } from '../../lib/docker/launch-hooks.ts'
import { deferred } from '../../lib/util/deferred.ts'
import type { TaskStatus } from '../../types/index.ts'
import { newId, shell, silent, taskConfig } from '../fixtures/docker-parts.ts'

const run = dockerRun('a', newId(), taskConfig('/agent', shell('true')), {})
const status = (state: 'TASK_STARTING' | 'TASK_RUNNING'): TaskStatus => ({ taskId: { value: 't' }, state })

t.test('without a hook for statuses they are said at once', async (t) => {
  const emit = async () => {}
  t.equal(decorated(new LaunchHooks([{ onRemove () {} }], silent), run, emit), emit)
})

t.test('a status waits for the hook of the one before, not for those who listen', async (t) => {
  const slow = deferred<undefined>()
  const listening = deferred<undefined>()
  const said: string[] = []
  const hooks = new LaunchHooks([{ async onStatus (_one, { state }) { if (state === 'TASK_STARTING') await slow.promise; return { labels: { labels: [{ key: state! }] } } } }], silent)
  const say = decorated(hooks, run, async ({ state, labels }) => {
    said.push(`${state} ${labels?.labels?.[0]?.key}`)
    if (state === 'TASK_STARTING') await listening.promise
  })
  const first = say(status('TASK_STARTING'))
  const second = say(status('TASK_RUNNING'))
  t.strictSame(said, [])
  slow.resolve(undefined)
  await second
  t.strictSame(said, ['TASK_STARTING TASK_STARTING', 'TASK_RUNNING TASK_RUNNING'])
  listening.resolve(undefined)
  await first
})
