import t from 'tap'
import type { LogAnchor } from '../../../lib/docker/output/log-anchor.ts'
import { LogReading } from '../../../lib/docker/output/log-reading.ts'
import type { OutputStream } from '../../../types/docker-engine.ts'
import { door, fact, memoryLogs } from '../../fixtures/docker-faults.ts'
import { MemoryStore } from '../../fixtures/docker-parts.ts'
import { StagedContainer, time } from '../../fixtures/staged-container.ts'

const signal = new AbortController().signal

function stage (over: { tty?: boolean } = {}) {
  const container = new StagedContainer()
  const anchors = new MemoryStore<LogAnchor>()
  const logs = memoryLogs()
  const gaps: string[] = []
  const open = (cut?: string) => LogReading.open({ engine: container.engine, anchors }, {
    source: { engineId: 'c', tty: false, driver: 'local', ...over },
    containerKey: 'key',
    logs,
    onGap: (lost, reason) => { gaps.push(`${lost.join()}: ${reason}`) },
    ...(cut === undefined ? {} : { cut })
  })
  return { container, anchors, logs, gaps, open }
}

t.test('what the files do not have is appended, once', async (t) => {
  const { container, logs, gaps, open } = stage()
  Object.assign(logs.output, { stdout: 'on', stderr: '' })
  await container.say('stdout', 'one\n')
  await container.say('stderr', 'two\n')
  const reading = await open()
  await reading.to('PRESENT', { signal })
  await reading.to('PRESENT', { signal })
  t.strictSame(logs.output, { stdout: 'one\n', stderr: 'two\n' })
  t.equal(reading.read, 6)
  t.strictSame(gaps, [])
})

t.test('following goes on as it is written, and says how far it has come', async (t) => {
  const { container, logs, open } = stage()
  const reading = await open()
  const read: number[] = []
  const followed = reading.to('FOLLOW', { signal, onRead: (bytes) => { read.push(bytes) } })
  await fact(() => container.following === 1)
  await container.say('stdout', 'a\n')
  await container.say('stdout', 'bc\n')
  container.end()
  await followed
  t.equal(logs.output.stdout, 'a\nbc\n')
  t.strictSame(read, [2, 5])
})

t.test('the next reading, of whatever agent, begins where nothing older is missing', async (t) => {
  const { container, anchors, logs, open } = stage()
  await container.say('stdout', 'old\n')
  container.second = 200
  await container.say('stdout', 'new\n')
  await (await open()).to('PRESENT', { signal })
  t.strictSame(anchors.map.get('key'), { since: 200, base: { stdout: 4, stderr: 0 }, head: time(200) })
  await container.say('stdout', 'newer\n')
  await (await open()).to('LAST', { signal })
  t.strictSame(container.asked, ['0000000000.000000000 present', '0000000200.000000000 last'])
  t.equal(logs.output.stdout, 'old\nnew\nnewer\n')
})

t.test('a noisy container has its place kept on the way', async (t) => {
  const { container, anchors, open } = stage()
  const reading = await open()
  const followed = reading.to('FOLLOW', { signal })
  await fact(() => container.following === 1)
  await container.say('stdout', `${'x'.repeat(3_000_000)}\n`)
  container.second = 200
  await container.say('stdout', `${'y'.repeat(3_000_000)}\n`)
  await fact(() => anchors.map.get('key')?.since === 200)
  await container.say('stdout', 'z\n')
  container.end()
  await followed
  t.equal(anchors.map.get('key')?.base.stdout, 3_000_001)
})

t.test('a place is kept only once what comes before it is in the files', async (t) => {
  const { container, anchors, logs, open } = stage()
  const room = door()
  const disk = door()
  const { write } = logs
  logs.write = (stream, data) => {
    write(stream, data)?.catch(() => {})
    return data.length > 4 * 1024 * 1024 ? room.pass() : undefined
  }
  logs.flushed = disk.pass
  await container.say('stdout', 'old\n')
  container.second = 200
  await container.say('stdout', `${'y'.repeat(5_000_000)}\n`)
  container.second = 300
  await container.say('stdout', 'new\n')
  const done = (await open()).to('PRESENT', { signal })
  await room.reached
  await new Promise((resolve) => { setImmediate(resolve) })
  t.equal(logs.output.stdout.length, 5_000_005, 'the source is held back where the files have no room')
  t.equal(anchors.map.get('key'), undefined)
  room.open()
  await disk.reached
  await new Promise((resolve) => { setImmediate(resolve) })
  t.equal(anchors.map.get('key'), undefined)
  disk.open()
  await done
  t.equal(anchors.map.get('key')?.since, 300)
})

t.test('bytes that are lost on their way into the files end the reading, and no place behind them is kept', async (t) => {
  for (const lost of ['write', 'flushed'] as const) {
    const { container, anchors, logs, open } = stage()
    await container.say('stdout', 'old\n')
    container.second = 200
    await container.say('stdout', `${'y'.repeat(5_000_000)}\n`)
    const { write } = logs
    const fail = async () => { throw new Error('disk full') }
    if (lost === 'flushed') logs.flushed = fail
    else logs.write = (stream, data) => data.length > 4 ? fail() : write(stream, data)
    await t.rejects((await open()).to('PRESENT', { signal }), { message: 'disk full' })
    t.equal(anchors.map.get('key'), undefined)
  }
})

t.test('with a terminal all is counted from the beginning', async (t) => {
  const { container, logs, open } = stage({ tty: true })
  logs.output.stdout = 'ra'
  await container.say('stdout', 'raw')
  await (await open()).to('PRESENT', { signal })
  t.equal(logs.output.stdout, 'raw')
})

t.test('where the log does not go on, one line says so and the rest follows', async (t) => {
  const { container, anchors, logs, gaps, open } = stage()
  logs.output.stdout = 'this was written before the engine threw it away, and it is long enough to be told from others\n'
  await anchors.write('key', { since: 0, base: { stdout: 0, stderr: 0 }, head: time(50) })
  await container.say('stdout', 'later\n')
  const reading = await open()
  await reading.to('PRESENT', { signal })
  const marked = /^this .* others\n\n\[output is missing here: the engine's log does not go on where this ends\]\nlater\n$/
  t.match(logs.output.stdout, marked)
  t.equal(logs.output.stderr, '')
  t.strictSame(gaps, ["stdout: the engine's log does not go on where this ends"])
  await container.say('stdout', 'last\n')
  await (await open()).to('PRESENT', { signal })
  t.match(logs.output.stdout, /later\nlast\n$/)
  t.equal(gaps.length, 1, 'it is said once')
})

t.test('where the log has lost its beginning only, the place is found', async (t) => {
  const { container, anchors, logs, gaps, open } = stage()
  const lines = (from: number, to: number): string => Array.from({ length: to - from }, (_, n) => `a line of number ${from + n}\n`).join('')
  logs.output.stdout = lines(0, 500)
  await anchors.write('key', { since: 0, base: { stdout: 0, stderr: 0 }, head: time(50) })
  await container.say('stdout', lines(200, 600))
  await (await open()).to('PRESENT', { signal })
  t.equal(logs.output.stdout, lines(0, 600))
  t.strictSame(gaps, [])
})

t.test('files that do not end with what the log has there are not counted on', async (t) => {
  const { container, logs, gaps, open } = stage()
  logs.output.stdout = 'somebody wrote this\n'
  await container.say('stdout', 'something else, and more of it than that\n')
  await (await open()).to('PRESENT', { signal })
  t.match(logs.output.stdout, /^somebody wrote this\n\n\[output is missing here: .*\]\nsomething else, and more of it than that\n$/)
  t.equal(gaps.length, 1)
})

t.test('a mark that was cut off is finished', async (t) => {
  const { anchors, logs, open } = stage()
  const line = '\n[output is missing here: why]\n'
  logs.output.stdout = `text${line.slice(0, 7)}`
  await anchors.write('key', { since: 0, base: { stdout: 4 + line.length, stderr: 0 }, mark: { line, ends: { stdout: 4 + line.length } } })
  await open()
  t.equal(logs.output.stdout, `text${line}`)
})

t.test('what an engine that went away had given us and not logged is kept', async (t) => {
  const { container, anchors, logs, open } = stage()
  await container.say('stdout', 'whole\n')
  logs.output.stdout = 'whole\npart'
  const reading = await open(time(150))
  t.strictSame(anchors.map.get('key')?.cut, { at: time(150), position: { stdout: 10, stderr: 0 } })
  container.second = 160
  await container.say('stdout', 'new\n')
  await reading.to('PRESENT', { signal })
  t.equal(logs.output.stdout, 'whole\npartnew\n')
})

t.test('with a terminal, whose log has no times, no such moment is kept, nor is one believed that was', async (t) => {
  const { container, anchors, logs, gaps, open } = stage({ tty: true })
  container.timeless = true
  await container.say('stdout', 'whole\nnew\n')
  logs.output.stdout = 'whole\n'
  await (await open(time(50))).to('PRESENT', { signal })
  t.equal(anchors.map.get('key')?.cut, undefined)
  await anchors.write('key', { since: 0, base: { stdout: 0, stderr: 0 }, cut: { at: time(50), position: { stdout: 6, stderr: 0 } } })
  for (let n = 0; n < 3; n++) await (await open()).to('PRESENT', { signal })
  t.equal(logs.output.stdout, 'whole\nnew\n', 'each byte once')
  t.strictSame(gaps, [])
})

t.test('a failure to write or to read ends a reading', async (t) => {
  const { container, logs, open } = stage()
  await container.say('stdout', 'text\n')
  const { write } = logs
  logs.write = async () => { throw new Error('disk full') }
  const reading = await open()
  await t.rejects(reading.to('PRESENT', { signal }), { message: 'disk full' })
  logs.write = write
  await reading.to('PRESENT', { signal })
  t.equal(logs.output.stdout, 'text\n')
})

t.test('a line of which nobody knows whether it ended is taken for a whole one, unless the files had it', async (t) => {
  const { container, logs, open } = stage()
  const answers: boolean[] = []
  const { logs: given } = container.engine
  container.engine.logs = async (id, sink, options = {}) => {
    await given(id, sink, options)
    for (const stream of ['stdout', 'stderr'] as OutputStream[]) answers.push(options.lineEnded?.(stream) as boolean)
  }
  logs.output.stderr = 'old'
  await container.say('stdout', 'new')
  await container.say('stderr', 'old')
  await (await open()).to('LAST', { signal })
  t.strictSame(answers, [true, false])
  await (await open()).to('LAST', { signal, lineEnded: (stream) => stream === 'stderr' })
  t.strictSame(answers, [true, false, false, true])
})
