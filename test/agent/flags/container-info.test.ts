import t from 'tap'
import { parseContainerInfo } from '../../../lib/agent/flags/container-info.ts'

t.test('a flag that is not set gives nothing', async t => t.equal(parseContainerInfo(undefined), undefined))

t.test('the JSON becomes a message', async t => {
  t.strictSame(parseContainerInfo({ type: 'DOCKER', docker: { image: 'busybox', force_pull_image: true } }),
    { type: 'DOCKER', docker: { image: 'busybox', forcePullImage: true } })
})

t.test('what is no ContainerInfo is refused with the field', async t => {
  t.throws(() => parseContainerInfo({ type: 'DOCKER', docker: { image: 7 } }), {
    code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: /^Flag 'default_container_info': Failed to convert JSON into ContainerInfo protobuf: docker\.image: /
  })
  t.throws(() => parseContainerInfo(null), { code: 'CONTAINERIZER_ERR_OPTION_INVALID' })
})
