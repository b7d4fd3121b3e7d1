import t from 'tap'
import { platformFlags } from '../../../lib/run-options/flags/platform.ts'
import { applyFlags } from './apply-flags.ts'

t.test('a platform leaves the container as it is', async (t) => {
  for (const platform of ['linux', 'amd64', 'linux/arm64', 'linux/arm/v7']) {
    t.strictSame(applyFlags(platformFlags, `platform=${platform}`), applyFlags(platformFlags), platform)
  }
})

t.test('what is none is refused', async (t) => {
  for (const platform of ['', 'linux/', 'linux/arm/v7/x', 'linux arm']) {
    t.throws(() => applyFlags(platformFlags, `platform=${platform}`), { message: /^must be os/ }, platform)
  }
})
