import t from 'tap'
import { newDraft } from '../../lib/run-options/draft.ts'
import { logOptions } from '../../lib/run-options/log-options.ts'

const bounds = { maxBytes: 1000, maxFiles: 3 }

t.test('a log in files is bounded, and what the container asks for goes before', async (t) => {
  const draft = newDraft('image')
  logOptions(draft, bounds)
  t.strictSame(draft.host.LogConfig, { Type: 'local', Config: { 'max-size': '1000', 'max-file': '3', compress: 'false' } })
  draft.host.LogConfig = { Type: 'json-file', Config: { 'max-file': '9' } }
  logOptions(draft, bounds)
  t.strictSame(draft.host.LogConfig, { Type: 'json-file', Config: { 'max-size': '1000', 'max-file': '9', compress: 'false' } })
})

t.test('other drivers have options of their own and get none of these', async (t) => {
  const draft = newDraft('image')
  draft.host.LogConfig = { Type: 'syslog', Config: {} }
  logOptions(draft, bounds)
  t.strictSame(draft.host.LogConfig, { Type: 'syslog', Config: {} })
})
