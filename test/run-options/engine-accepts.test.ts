import t from 'tap'
import type { Test } from 'tap'
import { execFileSync } from 'node:child_process'
import { request as httpRequest } from 'node:http'
import { planContainer } from '../../lib/run-options/plan-container.ts'
import type { ContainerConfig, CreateBody } from '../../types/index.ts'

const IMAGE = 'containerizer-test/busybox:1'

interface Inspected { Config: Record<string, unknown>, HostConfig: Record<string, unknown> }

function call (method: string, path: string, body?: object): Promise<{ status: number, answer: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const outgoing = httpRequest({ socketPath: '/var/run/docker.sock', method, path, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => { text += chunk }).on('error', reject)
        .on('end', () => resolve({ status: response.statusCode as number, answer: text === '' ? {} : JSON.parse(text) as Record<string, unknown> }))
    })
    outgoing.on('error', reject)
    outgoing.end(body === undefined ? '' : JSON.stringify(body))
  })
}

async function inspect (t: Test, id: string): Promise<Inspected> {
  t.teardown(async () => { await call('DELETE', `/containers/${id}?force=1&v=1`) })
  return (await call('GET', `/containers/${id}/json`)).answer as unknown as Inspected
}

async function created (t: Test, body: CreateBody): Promise<Inspected> {
  const { status, answer } = await call('POST', '/containers/create', body)
  t.equal(status, 201, JSON.stringify(answer))
  return inspect(t, String(answer['Id']))
}

function plan (t: Test, flags: string[], config: Partial<ContainerConfig> = {}): CreateBody {
  const parameters = flags.map((flag) => ({ key: flag.slice(2, flag.indexOf('=')), value: flag.slice(flag.indexOf('=') + 1) }))
  return planContainer({
    name: 'n',
    config: { directory: t.testdir(), commandInfo: { shell: false, value: 'true' }, containerInfo: { type: 'DOCKER', docker: { image: IMAGE, network: 'BRIDGE', parameters } }, ...config },
    mappedDirectory: '/mnt/mesos/sandbox',
    labels: { owner: 'test' },
    cgroupsEnableCfs: true,
    hostMemoryBytes: 2 ** 33
  })
}

t.test('the engine accepts a container with everything set', async (t) => {
  const scalar = (name: string, value: number) => ({ name, type: 'SCALAR' as const, scalar: { value } })
  const body = plan(t, [], {
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
      docker: { image: IMAGE, network: 'BRIDGE', privileged: true, portMappings: [{ hostPort: 31000, containerPort: 80, protocol: 'UDP' }] }
    }
  })
  const { Config, HostConfig } = await created(t, body)
  t.match(Config, { User: 'nobody', Tty: true, Hostname: 'h', Cmd: ['-c', 'true'], Entrypoint: ['/bin/sh'], Labels: { owner: 'test', 'mesos.label.k': 'v' } })
  t.match(HostConfig, { CpuShares: 512, CpuQuota: 100000, Memory: 2 ** 27, MemoryReservation: 2 ** 26, OomScoreAdj: 993, ShmSize: 2 ** 24, Privileged: true, AutoRemove: false, LogConfig: { Type: 'local' } })
})

/** What flags changed: members that differ from those of the same container without the flags. */
function changes (base: Inspected, other: Inspected): object {
  const changed: Record<string, unknown> = {}
  for (const part of ['Config', 'HostConfig'] as const) {
    for (const [key, value] of Object.entries(other[part])) {
      const own = noEmptyLists(ignoreOurs(key, value))
      if (key === 'Hostname' && /^[0-9a-f]{12}$/.test(String(value))) continue
      if (JSON.stringify(own) !== JSON.stringify(noEmptyLists(ignoreOurs(key, base[part][key])))) changed[`${part}.${key}`] = own
    }
  }
  return changed
}

/** To the engine an empty list and none are the same. */
function noEmptyLists (value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (_key, inner: unknown) => Array.isArray(inner) && inner.length === 0 ? null : inner)
}

/** The sandbox, our variables and our labels are in each container of ours and in none of the CLI's. */
function ignoreOurs (key: string, value: unknown): unknown {
  if (key === 'Mounts') return (value as Array<{ Target: string }> | undefined ?? []).filter(({ Target }) => Target !== '/mnt/mesos/sandbox')
  if (key === 'Env') return (value as string[] | null ?? []).filter((line) => !/^(MESOS_|PATH=)/.test(line))
  if (key === 'Labels') return { ...value as object, owner: '' }
  return value
}

const groups: Record<string, string[]> = {
  resources: ['--cpu-shares=100', '--cpu-period=50000', '--cpu-quota=20000', '--cpuset-cpus=0', '--cpuset-mems=0', '--memory=64m', '--memory-reservation=32m', '--memory-swap=96m', '--memory-swappiness=5', '--oom-score-adj=7', '--pids-limit=50', '--shm-size=1.5m', '--ulimit=nofile=5:9', '--cgroup-parent=/x'],
  cpus: ['--cpus=0.75', '--ulimit=core=0', '--memory=64m', '--memory-swap=-1', '--device-read-bps=/dev/null:1m', '--device-write-iops=/dev/null:7'],
  process: ['--entrypoint=/bin/echo', '--env=B=2', '--env=A=x=y', '--init=true', '--label=a=b', '--label=c', '--runtime=runc', '--stop-signal=SIGINT', '--stop-timeout=3', '--tty=true', '--user=1:2', '--workdir=/w'],
  security: ['--cap-add=net_admin', '--cap-drop=CAP_CHOWN', '--cgroupns=host', '--group-add=7', '--ipc=shareable', '--pid=host', '--privileged=true', '--security-opt=seccomp=unconfined', '--security-opt=no-new-privileges', '--sysctl=net.core.somaxconn=99', '--userns=host', '--uts=host'],
  unmasked: ['--security-opt=systempaths=unconfined', '--ipc=none'],
  devices: ['--device=/dev/null:/dev/x:rw', '--device=/dev/zero:r', '--device-cgroup-rule=c 13:* rwm'],
  gpus: ['--gpus="device=0,1",driver=nvidia'],
  'all gpus': ['--gpus=all'],
  network: ['--add-host=a:1.2.3.4', '--dns=1.1.1.1', '--dns-option=ndots:1', '--dns-search=x.y', '--domainname=d', '--hostname=h'],
  'the other network': ['--network=none'],
  ports: ['--expose=90-91/udp', '--publish=127.0.0.1:31500:80', '--publish=31501-31502:81-82', '--publish=83', '--publish-all=true'],
  storage: ['--volume=/usr/share:/a:ro', '--volume=/anonymous', '--mount=type=bind,src=/usr/share,dst=/b,ro', '--mount=type=tmpfs,dst=/c,tmpfs-size=1m,tmpfs-mode=700', '--tmpfs=/d:size=1m', '--read-only=true'],
  health: ['--health-cmd=true', '--health-interval=1m', '--health-retries=2', '--health-start-period=3s', '--health-timeout=1.5s'],
  'no health': ['--no-healthcheck=true'],
  logging: ['--log-driver=syslog', '--log-opt=tag=x']
}

t.test('our translation and the docker CLI give the same container', async (t) => {
  const cli = (t: Test, flags: string[]) => inspect(t, execFileSync('docker', ['create', ...flags, IMAGE, 'true'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim())
  const base = { cli: await cli(t, []), ours: await created(t, plan(t, [])) }
  for (const [name, flags] of Object.entries(groups)) {
    await t.test(`flags of ${name}`, async (t) => {
      const theirs = changes(base.cli, await cli(t, flags))
      t.ok(Object.keys(theirs).length > 0, 'the flags change something')
      t.same(changes(base.ours, await created(t, plan(t, flags))), theirs)
    })
  }
})
