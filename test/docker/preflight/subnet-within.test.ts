import t from 'tap'
import { subnetWithin } from '../../../lib/docker/preflight/subnet-within.ts'

t.test('a subnet lies in itself, and in those around it', async (t) => {
  for (const outer of ['172.17.0.0/16', '172.16.0.0/12', '0.0.0.0/0']) t.ok(subnetWithin('172.17.0.0/16', outer), outer)
})

t.test('it lies neither in its parts nor in its neighbours', async (t) => {
  for (const outer of ['172.17.0.0/24', '172.18.0.0/16', '10.0.0.0/8', '172.17.0.1']) t.notOk(subnetWithin('172.17.0.0/16', outer), outer)
})

t.test('an address is a subnet of one', async (t) => {
  t.ok(subnetWithin('172.17.0.1', '172.17.0.1'))
  t.ok(subnetWithin('255.255.255.255', '255.255.255.254/31'))
  t.notOk(subnetWithin('172.17.0.1', '172.17.0.2'))
})
