import t from 'tap'
import { imageStoreDefaults } from '../../lib/images/image-store-options.ts'

t.test('by default a store is silent, and patient for two hours', async (t) => {
  t.match(imageStoreDefaults, { parallelPulls: 3, totalMs: 7_200_000, keepCredentials: false, verifyImageAccess: false })
  t.equal(imageStoreDefaults.log.warn({}, 'unheard'), undefined)
})
