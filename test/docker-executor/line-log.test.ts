import { PassThrough } from 'node:stream'
import t from 'tap'
import { lineLog } from '../../lib/docker-executor/line-log.ts'

t.test('a line is JSON with what was said, errors among it, of the level and above', async t => {
  const stream = new PassThrough()
  const log = lineLog(stream, 'warn')
  log.debug({}, 'no')
  log.info({}, 'no')
  log.warn({ err: Object.assign(new Error('gone'), { code: 'ENOENT' }), container: 'c' }, 'look')
  log.error({}, 'worse')
  const lines = String(stream.read()).trim().split('\n').map(line => JSON.parse(line))
  t.match(lines, [{ level: 'warn', msg: 'look', container: 'c', err: { message: 'gone', code: 'ENOENT' }, time: /^2/ }, { level: 'error', msg: 'worse' }])
  t.equal(lines.length, 2)
})
