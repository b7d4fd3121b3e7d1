import t from 'tap'
import { knownCapabilities, newCapabilities } from '../../lib/run-options/capabilities.ts'

t.test('all 41 capabilities of Linux are known, and ALL', async (t) => {
  t.equal(knownCapabilities.size, 42)
  t.ok(newCapabilities.every((name) => knownCapabilities.has(name)))
  t.ok(['ALL', 'CAP_CHOWN', 'CAP_SYS_ADMIN'].every((name) => knownCapabilities.has(name)))
})
