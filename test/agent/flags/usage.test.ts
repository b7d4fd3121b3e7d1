import t from 'tap'
import { usage } from '../../../lib/agent/flags/usage.ts'

t.test('every flag is shown with its forms, purpose and default', async t => {
  t.equal(usage('tool', {
    quiet: { kind: 'boolean', default: 'false', help: 'Say less.' },
    work_dir: { kind: 'string', required: true, alias: 'workspace', help: 'Where to work.' },
    name: { kind: 'string', default: '', help: 'A name.' }
  }), `Usage: tool [options]

  --[no-]quiet
      Say less. (default: false)
  --work_dir=VALUE, --workspace=VALUE
      Where to work. (required)
  --name=VALUE
      A name.
`)
})
