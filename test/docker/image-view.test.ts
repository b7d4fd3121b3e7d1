import t from 'tap'
import { ImageView } from '../../lib/docker/image-view.ts'
import { DIGEST_LABEL } from '../../lib/docker/pin-image.ts'
import type { ImageDetails } from '../../types/docker-engine.ts'
import type { PullState } from '../../types/images.ts'

const view = () => new ImageView({ config: { directory: '/', commandInfo: {}, containerInfo: { type: 'DOCKER', docker: { image: 'app:1' } } } })

t.test('before there is a container the task\'s own name is all that is known, then its pull', async (t) => {
  const image = view()
  t.strictSame(image.now, { name: 'app:1' })
  const pull = { reference: 'app:1', phase: 'STARTING' } as PullState
  image.pulling(pull)
  t.strictSame(image.now, { name: 'app:1', pull })
})

t.test('what is created is known by its digest', async (t) => {
  const image = view()
  image.pulling({} as PullState)
  const body = image.pin({ Image: 'app:1', HostConfig: {} }, { repoDigests: ['app@sha256:1'] } as ImageDetails)
  t.match(body, { Image: 'app@sha256:1' })
  t.strictSame(image.now, { name: 'app:1', digest: 'app@sha256:1' })
})

t.test('an image that never was at a registry has none', async (t) => {
  const image = view()
  image.pin({ Image: 'app:1', HostConfig: {} }, { repoDigests: [] as string[] } as ImageDetails)
  t.strictSame(image.now, { name: 'app:1' })
})

t.test('the labels of a container of before say what runs', async (t) => {
  const image = view()
  image.created({ [DIGEST_LABEL]: 'app@sha256:1', other: 'x' })
  t.strictSame(image.now, { name: 'app:1', digest: 'app@sha256:1' })
})
