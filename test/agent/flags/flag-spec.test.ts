import t from 'tap'
import { camelCase } from '../../../lib/agent/flags/flag-spec.ts'

t.test('flag names become camelCase keys', async t => {
  t.equal(camelCase('work_dir'), 'workDir')
  t.equal(camelCase('max_completed_executors_per_framework'), 'maxCompletedExecutorsPerFramework')
  t.equal(camelCase('port'), 'port')
})
