import t from 'tap'
import { newDraft } from '../../lib/run-options/draft.ts'
import { refuseLogOptions } from '../../lib/run-options/refuse-log-options.ts'

const check = (Type: string | undefined, Config: Record<string, string> = {}) => {
  const draft = newDraft('i')
  if (Type === undefined) delete draft.host.LogConfig
  else draft.host.LogConfig = { Type, Config }
  refuseLogOptions(draft)
}

t.test('lets options of the driver pass, and all options of drivers with many', async (t) => {
  t.doesNotThrow(() => check(undefined))
  t.doesNotThrow(() => check('local', { 'max-size': '1m', 'max-file': '2', compress: 'false', mode: 'non-blocking', 'max-buffer-size': '1m' }))
  t.doesNotThrow(() => check('json-file', { tag: 'x' }))
  t.doesNotThrow(() => check('syslog', { 'syslog-address': 'udp://1.2.3.4' }))
})

for (const [driver, options, message] of [
  ['local', { tag: 'hush' }, 'log-opt tag: the log driver local has only compress, max-file, max-size; log-driver chooses another'],
  ['journald', { 'max-size': '1m' }, /^log-opt max-size: the log driver journald has only/],
  ['local', { mode: 'fast' }, 'log-opt mode: must be blocking or non-blocking'],
  ['local', { 'max-buffer-size': '1m' }, 'log-opt max-buffer-size: needs the mode non-blocking'],
  ['local', { 'max-file': '0' }, 'log-opt max-file: must be a whole number from 1 on'],
  ['local', { 'max-file': 'x' }, /max-file/]
] as const) {
  t.test(`refuses ${JSON.stringify(options)} of ${driver}`, async (t) => t.throws(() => check(driver, options), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message }))
}
