import t from 'tap'
import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { engineAbilities } from '../../lib/docker/preflight/engine-abilities.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { firstNetwork } from '../../lib/docker/first-network.ts'
import { makeMountPoints } from '../../lib/docker/make-mount-points.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { planContainer } from '../../lib/run-options/plan-container.ts'
import { SecretFiles } from '../../lib/sandbox/secret-files.ts'
import type { ContainerConfig, CreateBody } from '../../types/index.ts'
import { arbitraryConfig } from '../fixtures/arbitrary-config.ts'
import { baseImage, newId, shell, socketPath, taskConfig } from '../fixtures/docker-parts.ts'
import { askEngine } from '../fixtures/raw-engine.ts'

const port = connectEngine({ socketPath })
const engine = engineAbilities(await port.info(), (await port.version()).apiVersion, { mounts: readFileSync('/proc/self/mounts', 'utf8'), memoryNodes: '0', exists: existsSync })
await port.close()
t.teardown(() => askEngine('DELETE', '/volumes/containerizer-test-vol'))

const RUNS = 80

const secretFiles = new SecretFiles('/nowhere/secrets')
const run = dockerRun('agent', newId(), taskConfig('/nowhere', shell('true')), {})

const plan = (config: ContainerConfig): CreateBody => planContainer({
  name: 'n', config, mappedDirectory: '/mnt/mesos/sandbox', labels: { owner: 'test' }, cgroupsEnableCfs: true, hostMemoryBytes: 2 ** 33, engine, exists: existsSync
})

/** Creates it, its networks included, and takes it away again. */
async function create (whole: CreateBody): Promise<{ status: number, message?: unknown, HostConfig?: unknown, Config?: unknown }> {
  const { body, others } = firstNetwork(whole)
  await makeMountPoints({ policy: 'mesos', protectedPaths: [], secretFiles }, run, body)
  const { status, answer } = await askEngine('POST', '/v1.40/containers/create', body)
  if (status !== 201) return { status, message: answer['message'] }
  const path = `/containers/${String(answer['Id'])}`
  try {
    for (const [network, EndpointConfig] of others) {
      const joined = await askEngine('POST', `/networks/${network}/connect`, { Container: answer['Id'] as string, EndpointConfig })
      if (joined.status !== 200) return { status: joined.status, message: joined.answer['message'] }
    }
    return { status, ...(await askEngine('GET', `${path}/json`)).answer }
  } finally {
    await askEngine('DELETE', `${path}?force=1&v=1`)
  }
}

t.test('the engine accepts a container with everything set', async (t) => {
  const scalar = (name: string, value: number) => ({ name, type: 'SCALAR' as const, scalar: { value } })
  const { status, Config, HostConfig } = await create(plan({
    directory: t.testdir(),
    commandInfo: { value: 'true', user: 'nobody', environment: { variables: [{ name: 'A', value: '1\n2' }] } },
    taskInfo: { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' }, labels: { labels: [{ key: 'k', value: 'v' }] } },
    resources: [scalar('cpus', 0.5), scalar('mem', 64), { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 31000, end: 31001 }] } }],
    limits: { cpus: { value: 1 }, mem: { value: 128 } },
    containerInfo: {
      type: 'DOCKER',
      hostname: 'h',
      volumes: [
        { mode: 'RO', containerPath: 'cfg', hostPath: '/usr/share' },
        { mode: 'RW', containerPath: '/data', hostPath: 'data' },
        { mode: 'RO', containerPath: '/share', source: { type: 'HOST_PATH', hostPath: { path: '/usr/share', mountPropagation: { mode: 'HOST_TO_CONTAINER' } } } }
      ],
      linuxInfo: { boundingCapabilities: { capabilities: ['CHOWN'] }, ipcMode: 'PRIVATE', shmSize: 16, shareCgroups: true, seccomp: { unconfined: true } },
      rlimitInfo: { rlimits: [{ type: 'RLMT_NOFILE', soft: 10, hard: 20 }, { type: 'RLMT_CORE' }] },
      ttyInfo: { windowSize: { rows: 24, columns: 80 } },
      docker: { image: baseImage, network: 'BRIDGE', privileged: true, portMappings: [{ hostPort: 31000, containerPort: 80, protocol: 'UDP' }] }
    }
  }))
  t.equal(status, 201)
  t.match(Config, { User: 'nobody', Tty: true, Hostname: 'h', Cmd: ['-c', 'true'], Entrypoint: ['/bin/sh'], Labels: { owner: 'test', 'mesos.label.k': 'v' } })
  t.match(HostConfig, { CpuShares: 512, CpuQuota: 100000, Memory: 2 ** 27, MemoryReservation: 2 ** 26, OomScoreAdj: 993, ShmSize: 2 ** 24, Privileged: true, AutoRemove: false, LogConfig: { Type: 'local' } })
})

t.test('of any task, either the plan is refused or the engine takes it', async (t) => {
  const refused: string[] = []
  let accepted = 0
  await fc.assert(fc.asyncProperty(arbitraryConfig(t.testdir()), async (config) => {
    let body
    try {
      body = plan(config)
    } catch (error) {
      if ((error as { code?: string }).code !== 'CONTAINERIZER_ERR_CONFIG_INVALID') throw error
      refused.push((error as Error).message)
      return
    }
    const { status, message } = await create(body)
    if (status !== 201) throw new Error(`the engine answers ${status}: ${String(message)} to ${JSON.stringify(body)}`)
    accepted++
  }), { numRuns: RUNS })
  t.ok(accepted > 0 && refused.length > 0, `${accepted} accepted, ${refused.length} refused`)
})
