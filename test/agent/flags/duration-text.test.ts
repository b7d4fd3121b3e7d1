import t from 'tap'
import { durationText } from '../../../lib/agent/flags/duration-text.ts'
import { parseDuration } from '../../../lib/agent/flags/duration.ts'

t.test('a duration is written as it is read', async t => {
  const texts = ['0ns', '7ns', '1us', '250ms', '5secs', '1.5mins', '15mins', '2hrs', '3days', '2weeks']
  t.strictSame(texts.map(text => durationText(parseDuration(text))), texts)
})
