import t from 'tap'
import { hostLogForward } from '../../lib/sandbox/host-log-forward.ts'

t.test('each line is one of the host\'s log, the last one at the end', async t => {
  const said: unknown[] = []
  const log = { debug () {}, info: (fields: object, text: string) => { said.push([fields, text]) }, warn () {}, error () {} }
  const forward = hostLogForward(log, { containerKey: 'c', directory: '/s' })
  t.equal(forward.write('stdout', Buffer.from('on')), undefined, 'nothing is whole yet')
  await forward.write('stderr', Buffer.from('oh\n'))
  await forward.write('stdout', Buffer.from('e\ntwo\nrest'))
  t.strictSame(said, [
    [{ container: 'c', stream: 'stderr' }, 'oh'],
    [{ container: 'c', stream: 'stdout' }, 'one'],
    [{ container: 'c', stream: 'stdout' }, 'two']
  ])
  await forward.end()
  t.strictSame(said.slice(3), [[{ container: 'c', stream: 'stdout' }, 'rest']])
})
