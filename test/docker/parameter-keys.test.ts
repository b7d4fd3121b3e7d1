import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { parameterKeys } from '../../lib/docker/parameter-keys.ts'

t.test('parameters by name, of a container that has any', async (t) => {
  const config = { directory: '/d', commandInfo: {} }
  const docker = { image: 'i', parameters: [{ key: 'label', value: 'a' }, { key: 'init', value: 'true' }] }
  t.strictSame(parameterKeys(dockerRun('a', { value: 'c' }, { ...config, containerInfo: { type: 'DOCKER', docker } }, {})), ['label', 'init'])
  t.strictSame(parameterKeys(dockerRun('a', { value: 'c' }, config, {})), [])
})
