import t from 'tap'
import { parseFlagValue } from '../../../lib/agent/flags/parse-flag-value.ts'

t.test('each kind reads its own form', async t => {
  t.equal(parseFlagValue('string', ' as it is '), ' as it is ')
  t.equal(parseFlagValue('path', '/key'), '/key')
  t.equal(parseFlagValue('path', 'file:///key'), '/key')
  t.equal(parseFlagValue('boolean', 'true'), true)
  t.equal(parseFlagValue('boolean', '1'), true)
  t.equal(parseFlagValue('boolean', 'false'), false)
  t.equal(parseFlagValue('boolean', '0'), false)
  t.equal(parseFlagValue('integer', '5051'), 5051)
  t.equal(parseFlagValue('number', '0.1'), 0.1)
  t.equal(parseFlagValue('duration', '1mins'), 60_000)
  t.equal(parseFlagValue('bytes', '1KB'), 1024)
  t.same(parseFlagValue('csv', 'docker, mesos,'), ['docker', 'mesos'])
  t.same(parseFlagValue('json', '{"a":[1]}'), { a: [1] })
})

t.test('what does not fit is refused with the reason', async t => {
  t.throws(() => parseFlagValue('boolean', 'yes'), { message: 'Expecting a boolean (e.g., true or false)' })
  t.throws(() => parseFlagValue('integer', '1.5'), { message: 'Failed to convert \'1.5\' to number' })
  t.throws(() => parseFlagValue('integer', '-1'), { message: 'Failed to convert \'-1\' to number' })
})

t.test('broken JSON is refused without a quote from it', async t => {
  t.throws(() => parseFlagValue('json', '{"auth": s3cret}'), { message: 'Failed to parse JSON: syntax error' })
})
