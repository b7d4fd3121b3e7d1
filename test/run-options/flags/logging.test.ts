import t from 'tap'
import { loggingFlags } from '../../../lib/run-options/flags/logging.ts'
import { applyFlags } from './apply-flags.ts'

const apply = (...pairs: string[]) => applyFlags(loggingFlags, ...pairs)

const accepted = [
  [['log-opt=max-size=1m', 'log-opt=max-file=2'], { host: { LogConfig: { Type: 'local', Config: { 'max-size': '1m', 'max-file': '2' } } } }],
  [['log-opt=tag=x', 'log-driver=syslog'], { host: { LogConfig: { Type: 'syslog', Config: { tag: 'x' } } } }]
] as const

const refused = [
  [['log-driver='], 'must name a driver'],
  [['log-opt=x'], 'must be key=value']
] as const

for (const [pairs, expected] of accepted) {
  t.test(`translates ${pairs.join(' ')}`, async (t) => t.match(apply(...pairs), expected))
}

for (const [pairs, message] of refused) {
  t.test(`refuses ${pairs.join(' ')}`, async (t) => t.throws(() => apply(...pairs), { message }))
}
