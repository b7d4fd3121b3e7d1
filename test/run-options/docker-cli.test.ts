import t from 'tap'
import type { Test } from 'tap'
import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { flagTable } from '../../lib/run-options/flags/flag-table.ts'
import { refusedFlags } from '../../lib/run-options/flags/refused.ts'
import { parameterFiles } from '../../lib/run-options/parameter-files.ts'
import { planContainer } from '../../lib/run-options/plan-container.ts'
import type { CreateBody } from '../../types/index.ts'
import { changes } from '../fixtures/compare-containers.ts'
import type { Inspected } from '../fixtures/compare-containers.ts'
import { baseImage } from '../fixtures/docker-parts.ts'
import { askEngine, makeNetwork } from '../fixtures/raw-engine.ts'

const directory = t.testdir({
  env: '\n# none\n  A=of=file\r\nB=1\nC=\nD=2',
  more: 'E=3\n',
  labels: '# none\n l= x \nl2=y',
  profile: '{ "defaultAction": "SCMP_ACT_ALLOW" }\n'
})
const at = (name: string): string => join(directory, name)
const network = await makeNetwork(t, { subnets: ['10.213.77.0/24', 'fd00:213:77::/64'] })
const other = await created(t, { Image: baseImage, Cmd: ['true'], HostConfig: {} })

/** The first flag of a row is the one it is about, the others keep it company. Each stands as the CLI takes it. */
const rows: string[][] = [
  ['--add-host=a:1.2.3.4', '--add-host=b=::1', '--add-host=c:host-gateway'],
  ['--blkio-weight=300'],
  ['--blkio-weight-device=/dev/null:300', '--runtime=runc'],
  ['--cap-add=net_admin', '--cap-add=CAP_KILL', '--cap-add=all'],
  ['--cap-drop=CAP_CHOWN', '--cap-drop=ALL'],
  ['--cgroup-parent=/x'],
  ['--cgroupns=host'],
  ['--cgroupns=private'],
  ['--cpu-period=50000'],
  ['--cpu-quota=20000'],
  ['--cpu-rt-period=1000000'],
  ['--cpu-rt-runtime=950', '--cpu-rt-period=1000000'],
  ['--cpu-shares=100', '--cpu-shares=200'],
  ['--cpus=0.75'],
  ['--cpuset-cpus=0'],
  ['--cpuset-mems=0'],
  ['--device=/dev/null:/dev/x:rw', '--device=/dev/zero:r', '--device=/dev/full'],
  ['--device-cgroup-rule=c 13:* rwm'],
  ['--device-read-bps=/dev/null:1m'],
  ['--device-read-iops=/dev/null:7'],
  ['--device-write-bps=/dev/null:1mb'],
  ['--device-write-iops=/dev/null:8'],
  ['--dns=1.1.1.1', '--dns=::1'],
  ['--dns-option=ndots:1'],
  ['--dns-opt=ndots:2'],
  ['--dns-search=x.y', '--dns-search=.'],
  ['--domainname=d'],
  ['--entrypoint=/bin/echo'],
  ['--entrypoint='],
  ['--env=B=2', '--env=A=x=y', '--env=B=3', '--env=E='],
  [`--env-file=${at('env')}`],
  [`--env-file=${at('env')}`, '--env=F=4', `--env-file=${at('more')}`],
  ['--expose=90-91/udp', '--expose=80'],
  ['--gpus=all'],
  ['--gpus=2'],
  ['--gpus="device=0,1",driver=nvidia'],
  ['--gpus="capabilities=utility,compute",count=1'],
  ['--group-add=7', '--group-add=nogroup'],
  ['--health-cmd=exit 0'],
  ['--health-interval=1m', '--health-cmd=true'],
  ['--health-retries=2', '--health-cmd=true'],
  ['--health-start-period=3s', '--health-cmd=true'],
  ['--health-timeout=1.5s', '--health-cmd=true'],
  ['--hostname=h'],
  ['--init=true'],
  ['--ip=10.213.77.9', `--network=${network}`],
  ['--ip6=fd00:213:77::9', `--network=${network}`],
  ['--ipc=shareable'],
  ['--ipc=none'],
  ['--ipc=host'],
  [`--ipc=container:${other.id}`],
  ['--label=a=b', '--label=c', '--label=a=d'],
  [`--label-file=${at('labels')}`, '--label=l2=z'],
  [`--link=${other.id}:a`],
  ['--link-local-ip=169.254.7.7', `--network=${network}`],
  ['--log-driver=syslog'],
  ['--log-driver=none'],
  ['--log-opt=max-size=1m', '--log-driver=json-file', '--log-opt=tag=x'],
  ['--mac-address=02:42:ac:11:00:99'],
  ['--memory=64m', '--memory=0.5g'],
  ['--memory-reservation=32m'],
  ['--memory-swap=96m', '--memory=64m'],
  ['--memory-swap=-1', '--memory=64m'],
  ['--memory-swappiness=5'],
  ['--mount=type=bind,src=/usr/share,dst=/b,ro', '--mount=type=tmpfs,dst=/c,tmpfs-size=1m,tmpfs-mode=700', '--mount=dst=/d', '--mount=type=bind,source=/usr,target=/e,bind-propagation=rslave'],
  ['--mount=type=bind,src=/usr,dst=/b,bind-nonrecursive=true'],
  ['--network=none'],
  ['--network=host'],
  [`--network=name=${network},alias=a,ip=10.213.77.10,driver-opt=k=v`],
  [`--network=container:${other.id}`],
  ['--network-alias=a', '--network-alias=b', `--network=${network}`],
  ['--no-healthcheck=true'],
  ['--oom-kill-disable=true', '--memory=64m'],
  ['--oom-score-adj=7'],
  ['--pid=host'],
  [`--pid=container:${other.id}`],
  ['--pids-limit=50'],
  ['--privileged=true'],
  ['--publish=127.0.0.1:31500:80', '--publish=31501-31502:81-82', '--publish=83', '--publish=[::1]:31503:84/udp', '--publish=31510-31512:85'],
  ['--publish-all=true'],
  ['--read-only=true'],
  ['--runtime=runc'],
  ['--security-opt=seccomp=unconfined', '--security-opt=no-new-privileges', '--security-opt=label=disable'],
  [`--security-opt=seccomp=${at('profile')}`],
  ['--security-opt=systempaths=unconfined'],
  ['--shm-size=1.5m'],
  ['--stop-signal=SIGINT'],
  ['--stop-timeout=3'],
  ['--sysctl=net.core.somaxconn=99', '--sysctl=kernel.msgmax=1'],
  ['--tmpfs=/d:size=1m', '--tmpfs=/e'],
  ['--tty=true'],
  ['--ulimit=nofile=5:9', '--ulimit=core=0', '--ulimit=nofile=6'],
  ['--user=1:2'],
  ['--userns=host'],
  ['--uts=host'],
  ['--volume=/usr/share:/a:ro', '--volume=/anonymous', '--volume=/usr:/b:rslave,z'],
  ['--volume-driver=local'],
  [`--volumes-from=${other.id}:ro`],
  ['--workdir=/w']
]

/** What the engine does anyway, or what the kernel may not have. */
const unseen = ['--entrypoint=', '--cgroupns=host', '--cgroupns=private', '--blkio-weight=300', '--blkio-weight-device=/dev/null:300', '--runtime=runc']

/** Both refuse it, the engine because it cannot. */
const unable = [['--storage-opt=size=1G']]

async function created (t: Test, body: CreateBody): Promise<Inspected & { id: string }> {
  const { status, answer } = await askEngine('POST', '/containers/create', body)
  if (status !== 201) throw new Error(String(answer['message']))
  return inspected(t, String(answer['Id']))
}

async function inspected (t: Test, id: string): Promise<Inspected & { id: string }> {
  t.teardown(async () => { await askEngine('DELETE', `/containers/${id}?force=1&v=1`) })
  return { ...(await askEngine('GET', `/containers/${id}/json`)).answer as unknown as Inspected, id }
}

function plan (flags: string[]): CreateBody {
  const parameters = flags.map((flag) => ({ key: flag.slice(2, flag.indexOf('=')), value: flag.slice(flag.indexOf('=') + 1) }))
  return planContainer({
    name: 'n',
    config: { directory, commandInfo: { shell: false, value: 'true' }, containerInfo: { type: 'DOCKER', docker: { image: baseImage, network: 'BRIDGE', parameters } } },
    mappedDirectory: '/mnt/mesos/sandbox',
    files: new Map(parameterFiles(parameters).map(({ path }) => [path, readFileSync(path, 'utf8')])),
    labels: { owner: 'test' },
    cgroupsEnableCfs: true,
    hostMemoryBytes: 2 ** 33
  })
}

async function cli (t: Test, flags: string[]): Promise<Inspected> {
  const { stdout } = await promisify(execFile)('docker', ['create', ...flags, baseImage, 'true'])
  return inspected(t, stdout.trim())
}

/** A new CLI does not speak of some things to an old engine, though they can be said in its API. */
function unlessTooNew (error: Error & { stderr?: string }): null {
  if (/requires API version/.test(String(error.stderr))) return null
  throw error
}

const nameOf = (flag: string): string => flag.slice(2, flag.indexOf('='))
const shown = [...execFileSync('docker', ['run', '--help'], { encoding: 'utf8' }).matchAll(/^ +(?:-\w, +| +)--([a-z0-9-]+)/gm)].map(([, name]) => name as string)

// Which platform the image is of does not show in the container.
t.test('every flag that the docker CLI shows is compared, or refused with a reason', async (t) => {
  t.ok(shown.length > 80, `${shown.length} flags`)
  const answered = new Set(['help', 'platform', ...Object.keys(refusedFlags), ...[...rows, ...unable].map(([flag]) => nameOf(flag as string))])
  t.strictSame(shown.filter((name) => !answered.has(name)), [])
  t.strictSame([...flagTable.keys()].filter((name) => !answered.has(name)), ['net-alias'], 'an old name of network-alias')
})

t.test('a flag makes of our container what it makes of the one of the docker CLI', async (t) => {
  const base = { cli: await cli(t, []), ours: await created(t, plan([])) }
  t.jobs = 4
  // An older CLI lacks newer flags.
  const known = rows.filter((row) => row.every((flag) => [...shown, 'dns-opt'].includes(nameOf(flag))))
  await Promise.all(known.map((row) => t.test(row.join(' '), { buffered: true }, async (t) => {
    const [theirs, ours] = await Promise.all([cli(t, row).catch(unlessTooNew), created(t, plan(row))])
    const changed = changes(base.ours, ours)
    if (!unseen.includes(row[0] as string)) t.ok(Object.keys(changed).length > 0, 'the flag changes something')
    if (theirs !== null) t.strictSame(changed, changes(base.cli, theirs))
  })))
})

t.test('what the engine refuses to the CLI it refuses to us, in the same words', async (t) => {
  for (const row of unable) {
    const theirs = await cli(t, row).then(() => 'created', (error: { stderr: string }) => error.stderr)
    const ours = await created(t, plan(row)).then(() => 'created', (error: Error) => error.message)
    t.ok(ours === theirs || theirs.includes(ours.trim()), `${ours} is in ${theirs}`)
  }
})
