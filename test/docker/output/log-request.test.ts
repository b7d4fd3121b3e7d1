import t from 'tap'
import { dockerRun } from '../../../lib/docker/docker-run.ts'
import { logRequest } from '../../../lib/docker/output/log-request.ts'

t.test('a logger is told whose output it is, where it belongs and what is run', async (t) => {
  const commandInfo = { value: 'true' }
  const run = (user?: string) => dockerRun('agent', { value: 'id' }, { directory: '/s', commandInfo, ...(user === undefined ? {} : { user }) }, {})
  t.strictSame(logRequest(run()), { containerKey: 'id', directory: '/s', commandInfo })
  t.strictSame(logRequest(run('nobody')), { containerKey: 'id', directory: '/s', commandInfo, user: 'nobody' })
})
