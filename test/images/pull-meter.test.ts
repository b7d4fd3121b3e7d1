import t from 'tap'
import { PullMeter } from '../../lib/images/pull-meter.ts'
import type { PullProgress } from '../../types/docker-engine.ts'

/** Lines of the engine, one a second. */
function read (...lines: PullProgress[]) {
  const meter = new PullMeter()
  for (const [second, line] of lines.entries()) meter.take(line, second * 1000)
  return meter.read(lines.length * 1000)
}

const bytes = (id: string, status: string, currentBytes: number, totalBytes: number): PullProgress => ({ id, status, currentBytes, totalBytes })

t.test('before the registry has named layers there is nothing to tell', async (t) => {
  t.strictSame(read({ id: '1', status: 'Pulling from app' }, { status: 'Digest: sha256:1' }, { id: 'a', status: 'something new' }), {
    phase: 'STARTING', layers: 0, layersDone: 0, downloadedBytes: 0, extractedBytes: 0, totalBytes: 0
  })
})

t.test('bytes of all layers add up, and how long it takes is known once all sizes are', async (t) => {
  const begun = [{ id: 'a', status: 'Pulling fs layer' }, { id: 'b', status: 'Waiting' }, bytes('a', 'Downloading', 50, 100)]
  t.strictSame(read(...begun), { phase: 'DOWNLOADING', layers: 2, layersDone: 0, downloadedBytes: 50, extractedBytes: 0, totalBytes: 100 })
  // 150 of 600 took 2 seconds: all are downloaded, then extracted.
  t.strictSame(read(...begun, bytes('b', 'Downloading', 100, 200)), {
    phase: 'DOWNLOADING', layers: 2, layersDone: 0, downloadedBytes: 150, extractedBytes: 0, totalBytes: 300, remainingMs: 6000
  })
})

t.test('a layer is downloaded, extracted and done', async (t) => {
  const lines = [bytes('a', 'Downloading', 10, 100), { id: 'a', status: 'Verifying Checksum' }, { id: 'a', status: 'Download complete' }]
  t.match(read(...lines), { phase: 'EXTRACTING', downloadedBytes: 100, extractedBytes: 0 })
  t.match(read(...lines, bytes('a', 'Extracting', 40, 100)), { phase: 'EXTRACTING', downloadedBytes: 100, extractedBytes: 40, layersDone: 0 })
  t.match(read(...lines, { id: 'a', status: 'Extracting' }), { extractedBytes: 0 })
  t.match(read(...lines, { id: 'a', status: 'Pull complete' }), { phase: 'EXTRACTING', extractedBytes: 100, layersDone: 1, remainingMs: 0 })
})

t.test('what is extracted is there, whatever its size', async (t) => {
  t.match(read({ id: 'a', status: 'Extracting' }), { phase: 'DOWNLOADING', layers: 1, downloadedBytes: 0, totalBytes: 0 })
})

t.test('a layer that is there already is no work, and one that is done needs no size', async (t) => {
  t.strictSame(read({ id: 'a', status: 'Already exists' }, { id: 'b', status: 'Download complete' }, { id: 'b', status: 'Pull complete' }, bytes('c', 'Extracting', 50, 100)), {
    phase: 'EXTRACTING', layers: 3, layersDone: 2, downloadedBytes: 100, extractedBytes: 50, totalBytes: 100, remainingMs: 333
  })
})

t.test('a try of the engine\'s own counts no byte twice', async (t) => {
  t.match(read(bytes('a', 'Downloading', 60, 100), { id: 'a', status: 'Retrying in 5 seconds' }, { id: 'a', status: 'Downloading' }), {
    phase: 'DOWNLOADING', downloadedBytes: 0, totalBytes: 100
  })
})
