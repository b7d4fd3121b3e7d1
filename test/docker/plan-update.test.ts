import t from 'tap'
import { planUpdate } from '../../lib/docker/plan-update.ts'
import { planContainer } from '../../lib/run-options/plan-container.ts'
import { dockerParts, newId, taskConfig } from '../fixtures/docker-parts.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { Resource } from '../../types/mesos-v1.ts'

const MIB = 2 ** 20
const machine = { cgroupsEnableCfs: false, hostMemoryBytes: 8192 * MIB }
const scalars = (amounts: Record<string, number>): Resource[] =>
  Object.entries(amounts).map(([name, value]) => ({ name, type: 'SCALAR', scalar: { value } }))

t.test('nothing asked for changes nothing', async (t) => {
  t.strictSame(planUpdate([], {}, machine), {})
})

t.test('a request is a weight, a hard limit of memory and as much swap', async (t) => {
  t.strictSame(planUpdate(scalars({ cpus: 0.5, mem: 64 }), {}, machine), {
    CpuShares: 512, Memory: 64 * MIB, MemoryReservation: 64 * MIB, MemorySwap: 128 * MIB
  })
  t.match(planUpdate(scalars({ cpus: 0.5 }), {}, { ...machine, cgroupsEnableCfs: true }), { CpuPeriod: 100_000, CpuQuota: 50_000 })
})

t.test('limits stand beside requests, without the score that is fixed at create', async (t) => {
  t.strictSame(planUpdate(scalars({ cpus: 1, mem: 64 }), { cpus: { value: 2 }, mem: { value: 128 } }, machine), {
    CpuShares: 1024, CpuPeriod: 100_000, CpuQuota: 200_000, Memory: 128 * MIB, MemoryReservation: 64 * MIB, MemorySwap: 256 * MIB
  })
})

t.test('an infinite limit takes away the one of before', async (t) => {
  t.strictSame(planUpdate(scalars({ cpus: 1, mem: 64 }), { cpus: { value: Infinity }, mem: { value: Infinity } }, machine), {
    CpuShares: 1024, CpuQuota: -1, Memory: machine.hostMemoryBytes, MemoryReservation: 64 * MIB, MemorySwap: 2 * machine.hostMemoryBytes
  })
})

t.test('a limit without a request of its kind is refused', async (t) => {
  t.throws(() => planUpdate([], { mem: { value: 64 } }, machine), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /limits\.mem/ })
})

t.test('a limit below its request is refused', async (t) => {
  t.throws(() => planUpdate(scalars({ mem: 64 }), { mem: { value: 32 } }, machine), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' })
})

t.test('swap counts as memory where the operator says so', async (t) => {
  t.match(planUpdate(scalars({ mem: 64 }), {}, { ...machine, limitSwap: true }), { Memory: 64 * MIB, MemorySwap: 64 * MIB })
})

t.test('what parameters set goes on to win over resources', async (t) => {
  const parameters = [{ key: 'cpus', value: '1.5' }, { key: 'memory', value: '96m' }, { key: 'env', value: 'A=b' }]
  t.strictSame(planUpdate(scalars({ cpus: 0.5, mem: 64 }), { cpus: { value: 1 } }, machine, parameters), {
    CpuShares: 512, NanoCpus: 1.5e9, Memory: 96 * MIB, MemoryReservation: 64 * MIB, MemorySwap: 192 * MIB
  })
  t.match(planUpdate(scalars({ mem: 64 }), {}, machine, [{ key: 'memory-swap', value: '-1' }]), { MemorySwap: -1 })
  t.strictSame(planUpdate(scalars({ cpus: 1 }), {}, machine, [{ key: 'memory', value: '96m' }]), { CpuShares: 1024 })
  t.throws(() => planUpdate(scalars({ mem: 128 }), {}, machine, parameters), { message: /^resources mem 134217728: must not be above the memory limit 100663296/ })
})

t.test('the engine takes every update after every other', async (t) => {
  const { agentId, engine, directory } = await dockerParts(t)
  const resources = scalars({ cpus: 0.5, mem: 64 })
  const config = taskConfig(directory, { shell: false, value: 'sleep', arguments: ['1000'] }, { resources })
  const run = dockerRun(agentId, newId(), config, {})
  const labels = { 'fastify-docker-containerizer.agent-id': agentId }
  const body = planContainer({ name: run.name, config: { ...config, directory }, mappedDirectory: '/box', labels, environment: {}, ...machine })
  const { id } = await engine.create(run.name, body)
  await engine.start(id)
  const limited = { cpus: { value: 1 }, mem: { value: 256 } }
  const unlimited = { cpus: { value: Infinity }, mem: { value: Infinity } }
  const bodies = [
    planUpdate(scalars({ cpus: 0.5, mem: 128 }), limited, machine),
    planUpdate(scalars({ cpus: 0.25, mem: 32 }), {}, machine),
    planUpdate(scalars({ cpus: 0.5, mem: 128 }), unlimited, machine),
    planUpdate(resources, limited, machine),
    planUpdate([], {}, machine)
  ]
  for (const wanted of bodies) {
    await engine.update(id, wanted)
    t.match((await engine.inspect(id))?.raw['HostConfig'], wanted)
  }
})
