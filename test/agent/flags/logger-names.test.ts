import t from 'tap'
import { loggerNames } from '../../../lib/agent/flags/logger-names.ts'

t.test('the names of the original\'s modules stand for ours', async t => {
  t.equal(loggerNames['org_apache_mesos_LogrotateContainerLogger'], loggerNames['rotating'])
  t.equal(loggerNames['org_apache_mesos_SandboxContainerLogger'], loggerNames['sandbox'])
})
