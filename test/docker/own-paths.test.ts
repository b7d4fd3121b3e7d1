import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { ownPaths } from '../../lib/docker/own-paths.ts'
import { newId, shell, taskConfig } from '../fixtures/docker-parts.ts'

t.test('the sandbox is the agent\'s own', async (t) => {
  const config = taskConfig('/work', shell('true'))
  t.strictSame(ownPaths(dockerRun('a', newId(), config, {})), [config.directory])
})
