import t from 'tap'
import { loggerNames, loggerProblem } from '../../../lib/agent/flags/logger-names.ts'

t.test('the names of the original\'s modules stand for ours', async t => {
  t.equal(loggerNames['org_apache_mesos_LogrotateContainerLogger'], loggerNames['rotating'])
  t.equal(loggerNames['org_apache_mesos_SandboxContainerLogger'], loggerNames['sandbox'])
})

t.test('another name is refused', async t => {
  for (const name of Object.keys(loggerNames)) t.equal(loggerProblem(name), undefined)
  t.equal(loggerProblem('syslog'), "Flag 'container_logger' must be sandbox or rotating, perhaps with +log or +journald, not 'syslog'")
})
