import t from 'tap'
import { executorAddress } from '../../../lib/agent/executors/executor-address.ts'
import type { ContainerInfo } from '../../../types/mesos-v1.ts'

const docker = (network?: 'HOST' | 'BRIDGE' | 'NONE' | 'USER'): ContainerInfo => ({ type: 'DOCKER', docker: { image: 'i', ...(network === undefined ? {} : { network }) } })
const at = (container: ContainerInfo | undefined, ip: string, executorIp?: string) => executorAddress(container, { ip, executorIp, port: 5051 }).ip

t.test('on the host\'s network the agent is reached where it listens', async t => {
  for (const container of [undefined, { type: 'MESOS' as const }, docker(), docker('HOST'), { type: 'DOCKER' as const }]) t.equal(at(container, '127.0.0.1', '172.17.0.1'), '127.0.0.1')
  t.equal(at(undefined, '0.0.0.0'), '127.0.0.1')
  t.equal(at(undefined, '::'), '::1')
  t.strictSame(executorAddress(undefined, { ip: '192.0.2.1', port: 7 }), { ip: '192.0.2.1', port: 7, bind: '192.0.2.1' })
})

t.test('from another network where it can be reached from there', async t => {
  t.equal(at(docker('BRIDGE'), '127.0.0.1', '172.17.0.1'), '172.17.0.1')
  t.equal(at(docker('USER'), '192.0.2.1'), '192.0.2.1')
  t.notOk('bind' in executorAddress(docker('USER'), { ip: '192.0.2.1', port: 7 }), 'where that address is not its own')
})

t.test('or not at all', async t => {
  for (const ip of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
    t.throws(() => at(docker('BRIDGE'), ip), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /BRIDGE.*set --executor_ip/ })
  }
  t.throws(() => at(docker('NONE'), '192.0.2.1', '192.0.2.1'), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /NONE.*needs a network/ })
})
