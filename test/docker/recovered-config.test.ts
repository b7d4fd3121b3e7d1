import t from 'tap'
import { recoveredConfig } from '../../lib/docker/recovered-config.ts'

t.test('what is known is kept, and what is not leaves no member', async (t) => {
  t.strictSame(recoveredConfig({ directory: '/s', taskInfo: undefined, user: undefined }), { directory: '/s', commandInfo: {} })
  const known = {
    directory: '/s', taskInfo: { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' } }, executorInfo: { executorId: { value: 'e' } }, frameworkId: { value: 'f' }, user: 'u'
  }
  t.strictSame(recoveredConfig(known), { ...known, commandInfo: {} })
})
