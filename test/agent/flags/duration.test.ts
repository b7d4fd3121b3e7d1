import t from 'tap'
import { parseDuration } from '../../../lib/agent/flags/duration.ts'

t.test('every unit comes out in milliseconds', async t => {
  t.equal(parseDuration('10ns'), 0.00001)
  t.equal(parseDuration('5us'), 0.005)
  t.equal(parseDuration('5ms'), 5)
  t.equal(parseDuration('1.5secs'), 1500)
  t.equal(parseDuration('2mins'), 120_000)
  t.equal(parseDuration('6hrs'), 21_600_000)
  t.equal(parseDuration('.5days'), 43_200_000)
  t.equal(parseDuration('1weeks'), 604_800_000)
})

t.test('less than a nanosecond is cut off', async t => {
  t.equal(parseDuration('0.9ns'), 0)
  t.equal(parseDuration('1.9ns'), 0.000001)
})

t.test('malformed durations are refused in the original\'s words', async t => {
  const refused = (text: string, message: string) =>
    t.throws(() => parseDuration(text), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })
  refused('5', 'Invalid duration \'5\'')
  refused('', 'Invalid duration \'\'')
  refused('5 secs', 'Unknown duration unit \' secs\'; supported units are \'ns\', \'us\', \'ms\', \'secs\', \'mins\', \'hrs\', \'days\', and \'weeks\'')
  refused('1.2.3secs', 'Failed to convert \'1.2.3\' to number')
  refused('-5secs', 'Failed to convert \'\' to number')
  refused('99999999weeks', 'Duration \'99999999weeks\' is out of range')
})
