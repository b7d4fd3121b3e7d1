import t from 'tap'
import { streams, toLogTime } from '../../../lib/docker/output/log-anchor.ts'

t.test('a moment of ours sorts among the times of the engine', async (t) => {
  t.strictSame(streams, ['stdout', 'stderr'])
  t.equal(toLogTime(1_795_636_162_034.7), '1795636162.034000000')
  t.equal(toLogTime(0), '0000000000.000000000')
})
