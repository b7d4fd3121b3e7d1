import t from 'tap'
import { completeStatus } from '../../lib/agent/complete-status.ts'

const origin = { agentId: { value: 'a' }, containerId: { value: 'c' }, ip: '127.0.0.1', nowMs: 1500, source: 'SOURCE_EXECUTOR' as const }
const status = { taskId: { value: 't' }, state: 'TASK_RUNNING' as const }

t.test('a status gets what only the agent knows', async t => {
  const { uuid, ...rest } = completeStatus(status, origin)
  t.equal(uuid?.length, 16)
  t.strictSame(rest, {
    ...status,
    source: 'SOURCE_EXECUTOR',
    agentId: { value: 'a' },
    executorId: { value: 't' },
    timestamp: 1.5,
    containerStatus: { containerId: { value: 'c' }, networkInfos: [{ ipAddresses: [{ protocol: 'IPv4', ipAddress: '127.0.0.1' }] }] }
  })
  t.notSame(completeStatus(status, origin).uuid, uuid, 'each has its own uuid')
})

t.test('addresses that the containerizer gave are kept, and the rest of its words', async t => {
  const containerStatus = { executorPid: 7, networkInfos: [{ ipAddresses: [{ ipAddress: '172.17.0.2' }] }] }
  t.strictSame(completeStatus({ ...status, message: 'm', containerStatus }, origin).containerStatus, { ...containerStatus, containerId: { value: 'c' } })
})

t.test('a host of IPv6 says so', async t => {
  t.match(completeStatus(status, { ...origin, ip: '::1' }).containerStatus, { networkInfos: [{ ipAddresses: [{ protocol: 'IPv6', ipAddress: '::1' }] }] })
})
