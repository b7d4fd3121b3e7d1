import t from 'tap'
import { dockerBridge } from '../../../lib/docker/preflight/docker-bridge.ts'

const routes = [
  'Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT',
  'eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0',
  'docker0 00000A0A 020011AC 0003 0 0 0 0000FFFF 0 0 0',
  'docker0 000011AC 00000000 0001 0 0 0 0000FFFF 0 0 0',
  'br1 400AA8C0 00000000 0001 0 0 0 C0FFFFFF 0 0 0'
].join('\n').replaceAll(' ', '\t')

t.test('the bridge\'s own subnet is found, not what is routed over it', async (t) => {
  t.strictSame(dockerBridge(routes), { name: 'docker0', subnet: '172.17.0.0/16' })
})

t.test('a subnet need not end between two bytes', async (t) => {
  t.strictSame(dockerBridge(routes, 'br1'), { name: 'br1', subnet: '192.168.10.64/26' })
})

t.test('a host without the bridge has none', async (t) => {
  t.equal(dockerBridge(routes, 'docker1'), null)
  t.equal(dockerBridge(''), null)
  t.equal(dockerBridge('docker0 half a line'), null)
})
