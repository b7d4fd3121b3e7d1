import t from 'tap'
import { parseImageGcConfig } from '../../../lib/agent/flags/image-gc-config.ts'

t.test('a flag that is not set collects nothing, and an empty one leaves all to the defaults', async t => {
  t.equal(parseImageGcConfig(undefined), undefined)
  t.strictSame(parseImageGcConfig({}), {})
})

t.test('the original\'s example is read', async t => {
  t.strictSame(parseImageGcConfig({ image_disk_headroom: 0.1, image_disk_watch_interval: { nanoseconds: 3600000000000 }, excluded_images: [] }), {
    headroom: 0.1, intervalMs: 3_600_000, excluded: []
  })
  t.strictSame(parseImageGcConfig({ excluded_images: [{ type: 'DOCKER', docker: { name: 'app:1' } }] }), { excluded: ['app:1'] })
})

t.test('what cannot be honoured is refused', async t => {
  const refused = (value: unknown, reason: string) => t.throws(() => parseImageGcConfig(value), {
    code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: `Flag 'image_gc_config': ${reason}`
  })
  refused([], 'must be object')
  refused({ headroom: 1 }, 'must NOT have additional properties: headroom')
  refused({ image_disk_headroom: 1.1 }, 'image_disk_headroom must be <= 1')
  refused({ image_disk_watch_interval: { nanoseconds: 0 } }, 'image_disk_watch_interval.nanoseconds must be > 0')
  refused({ image_disk_watch_interval: {} }, 'image_disk_watch_interval must have required property \'nanoseconds\'')
  refused({ excluded_images: [{ type: 'APPC', docker: { name: 'a' } }] }, 'excluded_images.0.type must be equal to constant: DOCKER')
})
