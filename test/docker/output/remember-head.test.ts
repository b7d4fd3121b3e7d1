import t from 'tap'
import { rememberHead } from '../../../lib/docker/output/remember-head.ts'
import type { LogAnchor } from '../../../lib/docker/output/log-anchor.ts'
import { capturedLog } from '../../fixtures/docker-faults.ts'
import { MemoryStore } from '../../fixtures/docker-parts.ts'
import { StagedContainer, time } from '../../fixtures/staged-container.ts'

const never = new AbortController().signal

t.test('the time of the first record is kept, where nothing better is known', async (t) => {
  const container = new StagedContainer()
  const anchors = new MemoryStore<LogAnchor>()
  const parts = { engine: container.engine, anchors, log: capturedLog() }
  await rememberHead(parts, 'c', 'key', never)
  t.equal(anchors.map.size, 0, 'there is none yet')
  await container.say('stdout', 'first\n')
  container.second = 200
  await container.say('stdout', 'second\n')
  await rememberHead(parts, 'c', 'key', never)
  t.strictSame(anchors.map.get('key'), { since: 0, base: { stdout: 0, stderr: 0 }, head: time(100) })
  const read = { since: 150, base: { stdout: 6, stderr: 0 }, head: time(200) }
  await anchors.write('key', read)
  await rememberHead(parts, 'c', 'key', never)
  t.equal(anchors.map.get('key'), read)
})

t.test('a log that cannot be read is no reason to fail', async (t) => {
  const container = new StagedContainer()
  const [log, anchors] = [capturedLog(), new MemoryStore<LogAnchor>()]
  container.refusal = new Error('no log')
  await rememberHead({ engine: container.engine, anchors, log }, 'c', 'key', never)
  t.equal(anchors.map.size, 0)
  t.strictSame(log.lines, ['debug the beginning of the log was not remembered'])
  t.match(log.fields, [{ err: { message: 'no log' }, container: 'c' }])
})
