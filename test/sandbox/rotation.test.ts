import t from 'tap'
import { rotationOf } from '../../lib/sandbox/rotation.ts'

const defaults = { maxBytes: 10_000, files: 5, compress: false }
const command = (variables: Record<string, string>) => ({ environment: { variables: Object.entries(variables).map(([name, value]) => ({ name, value })) } })

t.test('without a word of the task it is the default', async (t) => {
  t.same(rotationOf(defaults, 'stdout', undefined), defaults)
  t.same(rotationOf(defaults, 'stdout', {}), defaults)
  t.same(rotationOf(defaults, 'stdout', command({ CONTAINER_LOGGER_MAX_STDERR_SIZE: '1MB' })), defaults)
})

t.test('each stream has variables of its own', async (t) => {
  const asked = command({
    CONTAINER_LOGGER_MAX_STDOUT_SIZE: '20MB',
    CONTAINER_LOGGER_LOGROTATE_STDOUT_OPTIONS: 'rotate 9\n  compress\nmissingok\n',
    CONTAINER_LOGGER_LOGROTATE_STDERR_OPTIONS: 'rotate 0\nnocompress'
  })
  t.same(rotationOf(defaults, 'stdout', asked), { maxBytes: 20 * 2 ** 20, files: 9, compress: true })
  t.same(rotationOf({ ...defaults, compress: true }, 'stderr', asked), { maxBytes: 10_000, files: 0, compress: false })
})

t.test('what cannot be honoured is refused, by the name of the variable', async (t) => {
  const refused = (name: string, value: string, rule: RegExp) =>
    t.throws(() => rotationOf(defaults, 'stderr', command({ [name]: value })), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: new RegExp(`^Environment variable ${name} ${rule.source}`) })
  refused('CONTAINER_LOGGER_MAX_STDERR_SIZE', 'much', /must be a size: Failed to convert/)
  refused('CONTAINER_LOGGER_MAX_STDERR_SIZE', '4095B', /must be at least 4096B, not '4095B'/)
  refused('CONTAINER_LOGGER_LOGROTATE_STDERR_OPTIONS', 'rotate 1001', /has 'rotate 1001': there are only /)
  refused('CONTAINER_LOGGER_LOGROTATE_STDERR_OPTIONS', 'compress\nolddir /tmp', /has 'olddir \/tmp': there are only /)
})
