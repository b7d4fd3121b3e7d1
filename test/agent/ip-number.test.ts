import t from 'tap'
import { ipNumber } from '../../lib/agent/ip-number.ts'

t.test('the number is the one an original master gives for the address', async t => {
  t.equal(ipNumber('127.0.0.1'), 16777343)
  t.equal(ipNumber('10.2.3.255'), 0xff03020a)
})

t.test('an IPv6 address has none', async t => {
  t.equal(ipNumber('::1'), 0)
})
