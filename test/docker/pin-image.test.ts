import t from 'tap'
import { DIGEST_LABEL, pinImage } from '../../lib/docker/pin-image.ts'
import type { ImageDetails } from '../../types/docker-engine.ts'

const image = (...repoDigests: string[]) => ({ repoDigests }) as ImageDetails
const body = (Image: string) => ({ Image, Labels: { mine: '1' }, HostConfig: {} })

t.test('a pulled image is pinned to its digest, which stands in a label', async (t) => {
  for (const name of ['r.io:5000/app:1', 'r.io:5000/app', 'r.io:5000/app@sha256:2', 'r.io:5000/app:1@sha256:2']) {
    const pinned = pinImage(body(name), image('other/app@sha256:1', 'r.io:5000/app@sha256:2'))
    t.strictSame(pinned, { Image: 'r.io:5000/app@sha256:2', Labels: { mine: '1', [DIGEST_LABEL]: 'r.io:5000/app@sha256:2' }, HostConfig: {} }, name)
  }
})

t.test('an image without a digest of this repository stays as it is named', async (t) => {
  const given = body('app:1')
  t.equal(pinImage(given, image()), given)
  t.equal(pinImage(given, image('application@sha256:1')), given)
})
