import t from 'tap'
import { refusedFlags } from '../../../lib/run-options/flags/refused.ts'
import { applyFlags } from './apply-flags.ts'

const apply = (...pairs: string[]) => applyFlags(refusedFlags, ...pairs)

t.test('rm and restart=no ask for what happens anyway', async (t) => {
  const { host } = apply('rm=true', 'restart=no', 'restart=')
  t.notOk('AutoRemove' in host)
  t.notOk('RestartPolicy' in host)
})

const accepted = [[['rm=false'], {}]] as const

const refused = [
  [['rm=x'], 'must be true or false'],
  [['restart=always'], /restart the task instead/],
  [['pull=always'], 'use container.docker.force_pull_image'],
  [['name=x'], "Parameter in DockerInfo must not be 'name'"]
] as const

for (const [pairs, expected] of accepted) {
  t.test(`translates ${pairs.join(' ')}`, async (t) => t.match(apply(...pairs), expected))
}

for (const [pairs, message] of refused) {
  t.test(`refuses ${pairs.join(' ')}`, async (t) => t.throws(() => apply(...pairs), { message }))
}
