import t from 'tap'
import { TrackedPull } from '../../lib/images/tracked-pull.ts'
import type { PullState } from '../../types/images.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'

function track () {
  const clock = new FakeClock()
  const told: PullState[] = []
  const pull = new TrackedPull({ reference: 'app:1', platform: 'linux/arm64' }, clock, (state) => { told.push(state) })
  return { clock, told, pull, phases: () => told.map(({ phase }) => phase) }
}

t.test('a pull tells of itself from the queue to its end', async (t) => {
  const { clock, told, pull, phases } = track()
  const beganMs = clock.now()
  await clock.advance(100)
  pull.trying()
  t.equal(pull.startedMs, beganMs + 100)
  pull.take({ id: 'a', status: 'Pulling fs layer' })
  pull.take({ id: 'a', status: 'Downloading', currentBytes: 5, totalBytes: 5 })
  pull.retrying('unexpected EOF')
  await clock.advance(100)
  pull.trying()
  pull.end('DONE')
  t.strictSame(phases(), ['QUEUED', 'STARTING', 'DOWNLOADING', 'EXTRACTING', 'RETRYING', 'STARTING', 'DONE'])
  t.equal(pull.startedMs, beganMs + 100, 'the first try counts')
  const empty = { layers: 0, layersDone: 0, downloadedBytes: 0, extractedBytes: 0, totalBytes: 0 }
  t.strictSame(told[0], { reference: 'app:1', platform: 'linux/arm64', phase: 'QUEUED', beganMs, tries: 0, ...empty })
  t.match(told[4], { message: 'unexpected EOF', downloadedBytes: 5 })
  t.strictSame(told[5], { reference: 'app:1', platform: 'linux/arm64', phase: 'STARTING', beganMs, tries: 2, ...empty, message: 'unexpected EOF' }, 'a new try begins at nothing')
  t.notOk('message' in (told[6] as PullState))
})

t.test('within a phase it tells a few times a second at most', async (t) => {
  const { clock, told, pull } = track()
  pull.trying()
  const download = (currentBytes: number): void => pull.take({ id: 'a', status: 'Downloading', currentBytes, totalBytes: 100 })
  download(1)
  download(2)
  await clock.advance(249)
  download(3)
  t.equal(told.length, 3)
  t.match(pull.state(), { downloadedBytes: 3 }, 'whoever asks gets the last word')
  await clock.advance(1)
  download(4)
  t.match(told, { length: 4, 3: { downloadedBytes: 4 } })
})
