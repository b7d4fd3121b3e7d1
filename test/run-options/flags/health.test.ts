import t from 'tap'
import { healthFlags } from '../../../lib/run-options/flags/health.ts'
import { applyFlags } from './apply-flags.ts'

const apply = (...pairs: string[]) => applyFlags(healthFlags, ...pairs)

t.test('no-healthcheck=false changes nothing', async (t) => t.notOk('Healthcheck' in apply('no-healthcheck=false').body))

const accepted = [
  [['health-cmd=true', 'health-interval=1s', 'health-timeout=0', 'health-start-period=2m', 'health-retries=3'], {
    body: { Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 1e9, Timeout: 0, StartPeriod: 12e10, Retries: 3 } }
  }],
  [['no-healthcheck=true'], { body: { Healthcheck: { Test: ['NONE'] } } }]
] as const

const refused = [
  [['health-interval=5'], 'must be a duration such as 1m30s'],
  [['health-interval=5us'], 'must be 0 or at least 1ms'],
  [['health-retries=x'], 'must be an integer'],
  [['health-retries=-1'], 'must not be negative'],
  [['no-healthcheck=x'], 'must be true or false'],
  [['no-healthcheck=true', 'health-retries=1'], '--no-healthcheck conflicts with the other health flags'],
  [['health-retries=1', 'no-healthcheck=true'], '--no-healthcheck conflicts with the other health flags']
] as const

for (const [pairs, expected] of accepted) {
  t.test(`translates ${pairs.join(' ')}`, async (t) => t.match(apply(...pairs), expected))
}

for (const [pairs, message] of refused) {
  t.test(`refuses ${pairs.join(' ')}`, async (t) => t.throws(() => apply(...pairs), { message }))
}
