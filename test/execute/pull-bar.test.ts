import t from 'tap'
import { pullBar } from '../../lib/execute/pull-bar.ts'
import type { ShownPull } from '../../lib/execute/pull-bar.ts'

const pull = (over: Partial<ShownPull>): ShownPull => ({
  reference: 'app:1', phase: 'DOWNLOADING', layers: 4, layers_done: 1, downloaded_bytes: 60e6, extracted_bytes: 20e6, total_bytes: 100e6, ...over
})

t.test('a bar fills with what is downloaded and extracted', async t => {
  t.equal(pullBar(pull({ remaining_ms: 12_300 }), 200), `[${'='.repeat(12)}${' '.repeat(18)}]  40% app:1: downloading 60.0 of 100.0 MB, 1 of 4 layers, 13 s left`)
  t.equal(pullBar(pull({ phase: 'EXTRACTING', downloaded_bytes: 100e6, extracted_bytes: 100e6 }), 200), `[${'='.repeat(30)}] 100% app:1: extracting 100.0 of 100.0 MB, 1 of 4 layers`)
  t.equal(pullBar(pull({ total_bytes: 0, downloaded_bytes: 0, extracted_bytes: 0 }), 200), `[${' '.repeat(30)}]   0% app:1: downloading 0.0 of 0.0 MB, 1 of 4 layers`)
})

t.test('no line is longer than the terminal is wide', async t => {
  for (const columns of [10, 50, 60, 70, 100]) t.ok(pullBar(pull({ remaining_ms: 1 }), columns).length <= columns, `${columns} columns`)
  t.match(pullBar(pull({}), 66), /^\[=+ +\] {2}40% /)
  t.match(pullBar(pull({}), 40), /^app:1: downloading/)
})

t.test('before there are layers, and between tries, there is no bar', async t => {
  const none = { layers: 0, layers_done: 0, downloaded_bytes: 0, extracted_bytes: 0, total_bytes: 0 }
  t.equal(pullBar(pull({ ...none, phase: 'QUEUED' }), 80), 'app:1: waits for other pulls')
  t.equal(pullBar(pull({ ...none, phase: 'STARTING' }), 80), 'app:1: asks the registry')
  t.equal(pullBar(pull({ ...none, phase: 'NEWER' }), 80), 'app:1: newer')
  t.equal(pullBar(pull({ phase: 'RETRYING', message: 'unexpected EOF' }), 80), 'app:1: is tried again. unexpected EOF')
  t.equal(pullBar(pull({ phase: 'RETRYING' }), 80), 'app:1: is tried again. ')
})
