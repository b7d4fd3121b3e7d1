import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { ownPaths } from '../../lib/docker/own-paths.ts'
import { newId, shell, taskConfig } from '../fixtures/docker-parts.ts'

t.test('the sandbox is the agent\'s own', async (t) => {
  const config = taskConfig('/work', shell('true'))
  t.strictSame(ownPaths(dockerRun('a', newId(), config, {}), undefined), [config.directory])
})

t.test('persistent volumes are too', async (t) => {
  const disk = { persistence: { id: 'v1' }, volume: { mode: 'RW' as const, containerPath: 'data' } }
  const config = taskConfig('/work', shell('true'), { resources: [{ name: 'disk', type: 'SCALAR', disk }] })
  t.strictSame(ownPaths(dockerRun('a', newId(), config, {}), '/work'), [config.directory, '/work/volumes/roles/*/v1'])
})
