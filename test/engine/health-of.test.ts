import t from 'tap'
import { healthOf } from '../../lib/engine/health-of.ts'

t.test('only what has been found out is a health', async (t) => {
  t.strictSame(['healthy', 'unhealthy', 'starting', 'none', undefined].map(healthOf), [{ healthy: true }, { healthy: false }, {}, {}, {}])
})
