import t from 'tap'
import { refuseMs } from '../../../lib/agent/scheduler/refuse-ms.ts'

t.test('a refusal lasts five seconds unless told otherwise, and never more than a year', async t => {
  t.equal(refuseMs(), 5000)
  t.equal(refuseMs({}), 5000)
  t.equal(refuseMs({ refuseSeconds: 0 }), 0)
  t.equal(refuseMs({ refuseSeconds: 1.5 }), 1500)
  t.equal(refuseMs({ refuseSeconds: -1 }), 5000)
  t.equal(refuseMs({ refuseSeconds: NaN }), 5000)
  t.equal(refuseMs({ refuseSeconds: Infinity }), 365 * 24 * 3600 * 1000)
})
