import t from 'tap'
import { explainPlan } from '../../../lib/run-options/show/explain-plan.ts'
import { planContainer } from '../../../lib/run-options/plan-container.ts'
import type { CommandInfo, ContainerConfig, ContainerInfoDockerInfo } from '../../../types/index.ts'

function explained (commandInfo: CommandInfo, docker: Partial<ContainerInfoDockerInfo> = {}, more: Partial<ContainerConfig> = {}, cgroupsEnableCfs = false) {
  const config: ContainerConfig = { directory: '/d', commandInfo, containerInfo: { type: 'DOCKER', docker: { image: 'i', ...docker } }, ...more }
  const defaultDns = [{ network: 'BRIDGE' as const, nameservers: ['192.0.2.1'] }]
  const body = planContainer({ name: 'n', config, mappedDirectory: '/box', labels: {}, cgroupsEnableCfs, hostMemoryBytes: 2 ** 33, defaultDns })
  const decisions = explainPlan(config, body)
  return { body, decisions, reason: (field: string) => decisions.find((one) => one.field === field)?.reason }
}
const resources = (...named: Array<[string, number]>) => ({ resources: named.map(([name, value]) => ({ name, type: 'SCALAR' as const, scalar: { value } })) })
const parameters = (...pairs: Array<[string, string]>) => ({ parameters: pairs.map(([key, value]) => ({ key, value })) })

t.test('every field of the body is a decision, and so is what is left to others', async (t) => {
  const { body, decisions } = explained({ shell: false })
  const { HostConfig, ...own } = body
  t.same(decisions.map(({ field }) => field), [
    ...Object.keys(own), ...Object.keys(HostConfig).map((key) => `HostConfig.${key}`), 'User', 'Cmd', 'HostConfig.Memory', 'HostConfig.CpuQuota'
  ])
  t.strictSame(decisions.find(({ field }) => field === 'User'), { field: 'User', value: null, reason: 'default: the user of the image' })
})

t.test('defaults are told from what the task says', async (t) => {
  const plain = explained({ value: 'x' })
  t.equal(plain.reason('HostConfig.NetworkMode'), 'default: the network of the host')
  t.match(plain.reason('HostConfig.LogConfig'), /^default: /)
  t.match(plain.reason('Entrypoint'), /^command\.shell/)
  t.equal(plain.reason('Cmd'), 'command.value')
  const bridge = explained({ shell: false, value: 'x' }, { network: 'BRIDGE' })
  t.equal(bridge.reason('HostConfig.NetworkMode'), 'container.docker.network')
  t.equal(bridge.reason('HostConfig.Dns'), 'default_container_dns')
  t.match(bridge.reason('Cmd'), /follow the entrypoint/)
  const given = explained({ value: 'x' }, { network: 'BRIDGE', ...parameters(['network', 'none'], ['log-driver', 'none'], ['dns', '192.0.2.2'], ['cpu-quota', '2000'], ['init', 'true']) })
  for (const field of ['NetworkMode', 'LogConfig', 'Dns', 'CpuQuota']) t.equal(given.reason(`HostConfig.${field}`), 'container.docker.parameters', field)
  t.equal(given.reason('HostConfig.Init'), 'as the task asks')
})

t.test('limits say where they come from', async (t) => {
  t.equal(explained({ value: 'x' }, {}, resources(['cpus', 1]), true).reason('HostConfig.CpuQuota'), 'cgroups_enable_cfs: cpus of the resources are a hard limit')
  const limited = explained({ value: 'x' }, {}, { ...resources(['cpus', 1], ['mem', 64]), limits: { cpus: { value: 2 }, mem: { value: 128 } } })
  t.equal(limited.reason('HostConfig.CpuQuota'), 'the limit of cpus')
  t.match(limited.reason('HostConfig.Memory'), /^the limit of mem/)
})
