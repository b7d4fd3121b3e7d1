import t from 'tap'
import { readEnvironment } from '../../../lib/agent/flags/read-environment.ts'

const knows = (name: string) => name === 'port' || name === 'strict'

t.test('only variables that name a known flag are flags', async t => {
  t.same(readEnvironment({ MESOS_PORT: '1', MESOS_strict: '0', PATH: '/bin', MESOS_GONE: undefined }, knows), {
    given: [{ name: 'port', text: '1' }, { name: 'strict', text: '0' }], warnings: []
  })
  t.same(readEnvironment({ 'MESOS_no-strict': '' }, knows).given, [{ name: 'no-strict', text: '' }])
})

t.test('an unknown one is named in a warning, without its value', async t => {
  t.same(readEnvironment({ MESOS_TOKEN: 's3cret' }, knows), {
    given: [], warnings: ['Environment variable \'MESOS_TOKEN\' names no flag and is ignored']
  })
})
