import t from 'tap'
import { runService } from '../../examples/run-a-server.ts'
import { baseImage } from '../fixtures/docker-parts.ts'

t.test('a host has its container in hand', async t => {
  const seen = await runService(t.testdir(), baseImage)
  t.strictSame(seen.filter(line => line !== 'TASK_RUNNING'), [
    'TASK_STARTING',
    'TASK_RUNNING healthy: true',
    'exec 0 hello from inside',
    'TASK_KILLING',
    'TASK_KILLED',
    'TASK_KILLED with 137'
  ])
})
