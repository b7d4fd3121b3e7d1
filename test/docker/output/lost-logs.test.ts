import t from 'tap'
import { lostLogs } from '../../../lib/docker/output/lost-logs.ts'

t.test('everything is taken at once, and its length is known', async (t) => {
  const logs = lostLogs()
  t.equal(logs.write('stdout', Buffer.from('abc')), undefined)
  logs.write('stderr', Buffer.from('d'))
  await logs.note('a line')
  await logs.end()
  t.strictSame(logs.position, { stdout: 3, stderr: 1 })
})
