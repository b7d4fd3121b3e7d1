import t from 'tap'
import { samePlatform } from '../../lib/images/same-platform.ts'

const image = { os: 'linux', architecture: 'amd64' }

t.test('an image does for its own platform, however that is written', async (t) => {
  for (const platform of ['linux', 'amd64', 'linux/amd64', 'x86_64', 'Linux/x86_64', 'linux/amd64/v2']) t.equal(samePlatform(platform, image), true, platform)
  t.equal(samePlatform('linux/aarch64', { os: 'linux', architecture: 'arm64' }), true)
})

t.test('it does not for another', async (t) => {
  for (const platform of ['arm64', 'linux/arm64', 'windows', 'windows/amd64']) t.equal(samePlatform(platform, image), false, platform)
})
