import t from 'tap'
import { realign } from '../../../lib/docker/output/realign.ts'
import { memoryLogs } from '../../fixtures/docker-faults.ts'
import { StagedContainer, time } from '../../fixtures/staged-container.ts'

const source = { engineId: 'c', tty: false, driver: 'local' }
const never = new AbortController().signal
const lines = (from: number, to: number): string => Array.from({ length: to - from }, (_, n) => `line ${from + n}\n`).join('')

t.test('the place where a file ends is found in what is left of the log', async (t) => {
  const container = new StagedContainer()
  await container.say('stdout', lines(50, 150))
  const logs = memoryLogs()
  logs.output.stdout = lines(0, 100)
  const { anchor, lost } = await realign(container.engine, source, logs, never)
  t.strictSame(lost, ['stdout'], 'the file reaches back further than the log: its end alone is not there')
  t.equal(anchor.head, time(100))
  logs.tail = async (stream, length) => Buffer.from(logs.output[stream].slice(-Math.min(length, 200)))
  const found = await realign(container.engine, source, logs, never)
  t.strictSame(found.lost, [])
  t.equal(found.anchor.base.stdout, lines(0, 50).length)
  t.equal(found.anchor.base.stderr, 0)
})

t.test('what stands in it more than once, is too short or cannot be read again is lost', async (t) => {
  const container = new StagedContainer()
  await container.say('stdout', 'tick\n'.repeat(100))
  await container.say('stderr', 'short\n')
  const logs = memoryLogs()
  Object.assign(logs.output, { stdout: 'tick\n'.repeat(20), stderr: 'short\n' })
  t.strictSame((await realign(container.engine, source, logs, never)).lost, ['stdout', 'stderr'])
  const { tail, ...mute } = logs
  t.strictSame((await realign(container.engine, source, { ...mute, position: { stdout: 100, stderr: 0 } }, never)).lost, ['stdout'])
})

t.test('an empty log has no beginning', async (t) => {
  t.strictSame((await realign(new StagedContainer().engine, source, memoryLogs(), never)).anchor, { since: 0, base: { stdout: 0, stderr: 0 } })
})
