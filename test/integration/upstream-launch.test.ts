import t from 'tap'
import type { Test } from 'tap'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { CommandInfo, ContainerConfig, ContainerInfoDockerInfo, Resource } from '../../types/index.ts'
import { fact } from '../fixtures/docker-faults.ts'
import { dockerHost as host } from '../fixtures/docker-host.ts'
import { baseImage, newId, shell } from '../fixtures/docker-parts.ts'
import { askEngine, makeNetwork } from '../fixtures/raw-engine.ts'

const MIB = 2 ** 20
const scalar = (name: string, value: number, over: Partial<Resource> = {}): Resource => ({ name, type: 'SCALAR', scalar: { value }, ...over })
const ports = (...ranges: Array<[number, number]>): Resource => ({ name: 'ports', type: 'RANGES', ranges: { range: ranges.map(([begin, end]) => ({ begin, end })) } })
const docker = (info: Partial<ContainerInfoDockerInfo>, more: object = {}): Partial<ContainerConfig> => ({ containerInfo: { type: 'DOCKER', docker: { image: baseImage, ...info }, ...more } })
const sleep: CommandInfo = { shell: false, value: 'sleep', arguments: ['1000'] }

// ROOT_DOCKER_Launch
t.test('a command task is started and runs, and says where', async (t) => {
  const { chain, config, states, statuses, inspect } = await host(t)
  const id = newId()
  t.equal(await chain.launch(id, config(sleep, docker({ network: 'BRIDGE' }))), 'SUCCESS')
  t.strictSame(states(), ['TASK_STARTING', 'TASK_RUNNING'])
  t.ok(Array.isArray(JSON.parse(Buffer.from(statuses[1]?.data as Uint8Array).toString())))
  t.equal(statuses[1]?.containerStatus?.networkInfos?.length, 1)
  t.equal(statuses[1]?.containerStatus?.networkInfos?.[0]?.ipAddresses?.length, 1)
  t.match(await chain.status(id), { containerId: id, executorPid: Number })
  t.equal((await inspect(id)).State.Running, true)
  await chain.destroy(id)
})

// ROOT_DOCKER_Logs
t.test('stdout and stderr are apart', async (t) => {
  const { run, config } = await host(t)
  t.match(await run(config(shell('echo out; echo err >&2'))), { stdout: 'out\n', stderr: 'err\n' })
})

// ROOT_DOCKER_Default_CMD, ROOT_DOCKER_Default_CMD_Override, ROOT_DOCKER_Default_CMD_Args
t.test('the image has its entrypoint, and its command unless the task has one', async (t) => {
  const { answer } = await askEngine('POST', '/containers/create', { Image: baseImage, Cmd: ['true'] })
  const repo = `containerizer-test/upstream-${newId().value}`
  await askEngine('POST', `/commit?container=${String(answer['Id'])}&repo=${repo}&tag=1`, { Entrypoint: ['echo'], Cmd: ['inky'] })
  await askEngine('DELETE', `/containers/${String(answer['Id'])}`)
  t.teardown(() => askEngine('DELETE', `/images/${repo}:1?force=1`))
  const { run, config } = await host(t)
  const output = async (command: CommandInfo) => (await run(config(command, docker({ image: `${repo}:1` })))).stdout
  t.equal(await output({ shell: false }), 'inky\n')
  t.equal(await output({ shell: false, value: 'blinky' }), 'blinky\n')
  t.equal(await output({ shell: false, arguments: ['pinky', 'clyde'] }), 'pinky clyde\n')
})

// ROOT_DOCKER_NC_PortMapping
t.test('a mapped port leads into the container', async (t) => {
  const { chain, config } = await host(t)
  const id = newId()
  const task = config(shell('nc -l -p 1000'), { ...docker({ network: 'BRIDGE', portMappings: [{ hostPort: 31877, containerPort: 1000 }] }), resources: [ports([31877, 31877])] })
  await chain.launch(id, task)
  await fact(() => new Promise((resolve) => {
    const socket = connect(31877, '127.0.0.1', () => socket.end('through\n'))
    socket.on('error', () => {}).on('close', () => readFile(join(task.directory, 'stdout'), 'utf8').then((text) => resolve(text === 'through\n')))
  }))
  t.match(await chain.wait(id), { state: 'TASK_FINISHED' })
})

// ROOT_DOCKER_CheckPortResource (docker_tests.cpp)
t.test('a host port must be among those of the task', async (t) => {
  const { chain, config } = await host(t)
  const task = config(shell('true'), { ...docker({ network: 'BRIDGE', portMappings: [{ hostPort: 31878, containerPort: 80 }] }), resources: [ports([31000, 31001], [31879, 31880])] })
  await t.rejects(chain.launch(newId(), task), { message: /Port \[31878\] not included in resources/ })
  await chain.launch(newId(), { ...task, resources: [ports([31000, 31001], [31870, 31880])] })
})

// ROOT_DOCKER_LaunchSandboxWithColon
t.test('a sandbox may have a colon in its path', async (t) => {
  const { run, config, workDir } = await host(t)
  const task = { ...config(shell('echo here > $MESOS_SANDBOX/file; cat /more/file'), docker({}, { volumes: [{ mode: 'RO', containerPath: '/more', hostPath: 'sub' }] })), directory: join(workDir, 'test:colon') }
  mkdirSync(join(task.directory, 'sub'), { recursive: true })
  writeFileSync(join(task.directory, 'sub/file'), 'below\n')
  t.match(await run(task), { stdout: 'below\n' })
  t.equal(await readFile(join(task.directory, 'file'), 'utf8'), 'here\n')
})

// ROOT_DOCKER_LaunchWithPersistentVolumes
t.test('what is written to a persistent volume outlives the container, also where the policy guards work_dir', async (t) => {
  const { run, config, workDir } = await host(t, { policy: {} })
  const disk = { persistence: { id: 'id1' }, volume: { mode: 'RW' as const, containerPath: 'path1' } }
  const resources = [scalar('disk', 64, { role: 'role1', disk })]
  t.match(await run(config(shell('echo abc > /mnt/mesos/sandbox/path1/file'), { resources })), { termination: { state: 'TASK_FINISHED' } })
  t.equal(await readFile(join(workDir, 'volumes/roles/role1/id1/file'), 'utf8'), 'abc\n')
  t.match(await run(config(shell('cat path1/file || cat $MESOS_SANDBOX/path1/file'), { resources })), { stdout: 'abc\n' })
})

/** A task that has written to a persistent volume, and whose agent has let go of it. */
async function leftWithVolume (t: Test) {
  const { app, chain, config, workDir, inspect } = await host(t, { destroyOnClose: false })
  const disk = { persistence: { id: 'id1' }, volume: { mode: 'RW' as const, containerPath: 'path1' } }
  const id = newId()
  await chain.launch(id, config(shell('echo abc > $MESOS_SANDBOX/path1/file; exec sleep 1000'), { resources: [scalar('disk', 64, { role: 'role1', disk })] }))
  const file = join(workDir, 'volumes/roles/role1/id1/file')
  await fact(() => existsSync(file))
  await app.close()
  return { id, workDir, inspect, file }
}

// ROOT_DOCKER_RecoverPersistentVolumes
t.test('a container that was taken back lets go of its volume when it is destroyed', async (t) => {
  const { id, workDir, inspect, file } = await leftWithVolume(t)
  const { chain } = await host(t, { workDir })
  t.strictSame(chain.containers(), [id])
  await chain.destroy(id)
  t.match(await inspect(id), { message: /No such container/ })
  t.equal(await readFile(file, 'utf8'), 'abc\n')
})

// ROOT_DOCKER_RecoverOrphanedPersistentVolumes
t.test('an orphan is removed, what is in its volume is not', async (t) => {
  const { id, workDir, inspect, file } = await leftWithVolume(t)
  const { Id } = await inspect(id)
  const ended = askEngine('POST', `/containers/${Id}/wait`)
  await askEngine('POST', `/containers/${Id}/kill`)
  await ended
  const records = readdirSync(workDir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(`${id.value}.json`))
  for (const name of records) rmSync(join(workDir, name), { force: true })
  const { chain } = await host(t, { workDir })
  t.strictSame(chain.containers(), [])
  t.match(await inspect(id), { message: /No such container/ })
  t.equal(await readFile(file, 'utf8'), 'abc\n')
})

// ROOT_DOCKER_AllocationRoleEnvironmentVariable
t.test('the task knows the role its resources are allocated to', async (t) => {
  const { run, config } = await host(t)
  t.match(await run(config(shell('echo $MESOS_ALLOCATION_ROLE'), { resources: [scalar('cpus', 0.1, { allocationInfo: { role: 'role1' } })] })), { stdout: 'role1\n' })
})

// ROOT_DOCKER_CGROUPS_CFS_CgroupsEnableCFS
t.test('with cgroups_enable_cfs requested cpus are a ceiling', async (t) => {
  const { chain, config, inspect } = await host(t, { cgroupsEnableCfs: true })
  const id = newId()
  await chain.launch(id, config(sleep, { resources: [scalar('cpus', 0.5), scalar('mem', 64)] }))
  t.match(await inspect(id), { HostConfig: { CpuQuota: 50_000, CpuShares: 512, Memory: 64 * MIB } })
})

// ROOT_DOCKER_CGROUPS_CFS_CommandTaskLimits, ROOT_DOCKER_CGROUPS_CFS_CommandTaskInfiniteLimits, ROOT_DOCKER_Usage (its limits)
t.test('limits are hard, requests soft, and infinite limits are none', async (t) => {
  const { chain, config, inspect } = await host(t)
  const [limited, infinite] = [newId(), newId()]
  const resources = [scalar('cpus', 0.5), scalar('mem', 64)]
  await chain.launch(limited, config(sleep, { resources, limits: { cpus: { value: 1 }, mem: { value: 128 } } }))
  t.match(await inspect(limited), { HostConfig: { CpuShares: 512, CpuQuota: 100_000, MemoryReservation: 64 * MIB, Memory: 128 * MIB, OomScoreAdj: Number } })
  t.match(await chain.usage(limited), { cpusLimit: 1, cpusSoftLimit: 0.5, memLimitBytes: 128 * MIB, memSoftLimitBytes: 64 * MIB })
  await chain.launch(infinite, config(sleep, { resources, limits: { cpus: { value: Infinity }, mem: { value: Infinity } } }))
  t.match(await inspect(infinite), { HostConfig: { CpuShares: 512, CpuQuota: 0, MemoryReservation: 64 * MIB, Memory: 0 } })
})

// ROOT_DOCKER_UNPRIVILEGED_USER_NonRootSandbox
t.test('the sandbox and its files belong to the user of the task', async (t) => {
  const { run, config } = await host(t)
  // Only root can give files away; others prove the path with their own name.
  const { name, uid } = process.getuid?.() === 0 ? { name: 'nobody', uid: 65534 } : { name: userInfo().username, uid: userInfo().uid }
  const task = config({ ...shell('echo hello > $MESOS_SANDBOX/file'), user: String(uid) }, { user: name })
  t.match(await run(task), { termination: { state: 'TASK_FINISHED' } })
  t.strictSame(['.', 'stdout', 'file'].map((name) => statSync(join(task.directory, name)).uid), [uid, uid, uid])
})

// ROOT_DOCKER_DefaultDNS
t.test('containers on the bridge have the DNS settings of the operator', async (t) => {
  const { chain, config, inspect } = await host(t, { defaultDns: [{ network: 'BRIDGE', nameservers: ['8.8.8.8'], search: ['mesos.apache.org'], options: ['ndots:3'] }] })
  const id = newId()
  await chain.launch(id, config(sleep, docker({ network: 'BRIDGE' })))
  t.match(await inspect(id), { HostConfig: { Dns: ['8.8.8.8'], DnsSearch: ['mesos.apache.org'], DnsOptions: ['ndots:3'] } })
})

// ROOT_DOCKER_USERNETWORK_LaunchIPv6Container
t.test('addresses of both families are reported, of every network, also of one with dots in its name', async (t) => {
  const name = await makeNetwork(t, { subnets: ['10.213.78.0/24', 'fd00:213:78::/64'] })
  const second = await makeNetwork(t)
  const { chain, config, statuses } = await host(t)
  const id = newId()
  const networkInfos = [{ name, ipAddresses: [{ ipAddress: '10.213.78.9' }, { ipAddress: 'fd00:213:78::9' }] }, { name: second }]
  await chain.launch(id, config(sleep, docker({ network: 'USER' }, { networkInfos })))
  const found = (await chain.status(id)).networkInfos ?? []
  t.strictSame(found.map((info) => info.name).sort(), [name, second].sort())
  t.strictSame(found.find((info) => info.name === name)?.ipAddresses, [{ protocol: 'IPv4', ipAddress: '10.213.78.9' }, { protocol: 'IPv6', ipAddress: 'fd00:213:78::9' }])
  t.equal(statuses[1]?.containerStatus?.networkInfos?.length, 2)
  await chain.destroy(id)
})

// ROOT_DOCKER_MountRelativeHostPath, ROOT_DOCKER_MountAbsoluteHostPath, ROOT_DOCKER_MountRelativeContainerPath,
// ROOT_DOCKER_MountRelativeHostPathRelativeContainerPath (docker_tests.cpp)
t.test('volumes are where their paths say, relative ones in the sandbox, and not both relative', async (t) => {
  const { run, config, chain } = await host(t)
  const outside = t.testdir({ file: 'outside\n' })
  const volumes = (hostPath: string, containerPath: string) => docker({}, { volumes: [{ mode: 'RO', hostPath, containerPath }] })
  const relative = config(shell('cat /tmp/test_file/file'), volumes('test_file', '/tmp/test_file'))
  mkdirSync(join(relative.directory, 'test_file'), { recursive: true })
  writeFileSync(join(relative.directory, 'test_file/file'), 'data\n')
  t.match(await run(relative), { stdout: 'data\n' })
  t.match(await run(config(shell('cat /tmp/test_file/file; echo x > /tmp/test_file/file'), volumes(outside, '/tmp/test_file'))), { stdout: 'outside\n', stderr: /Read-only file system/ })
  t.match(await run(config(shell('cat $MESOS_SANDBOX/test_file/file'), volumes(outside, 'test_file'))), { stdout: 'outside\n' })
  await t.rejects(chain.launch(newId(), config(shell('true'), volumes('a', 'b'))), { message: /Both host_path 'a' and container_path 'b' of a volume are relative/ })
})

// ROOT_DOCKER_CheckCommandWithShell (docker_tests.cpp)
t.test('a shell without a command is an error', async (t) => {
  const { chain, config } = await host(t)
  await t.rejects(chain.launch(newId(), config({ shell: true })), { message: /Shell specified but no command value provided/ })
})

// ROOT_DOCKER_NVIDIA_GPU_DeviceAllow, ROOT_DOCKER_NVIDIA_GPU_InspectDevices (docker_tests.cpp), with a device that every machine has
t.test('a device is usable beside the default ones, and SIGKILL is exit code 137', async (t) => {
  const { chain, config, inspect } = await host(t)
  const id = newId()
  await chain.launch(id, config(shell('head -c 4 /dev/other > /dev/null && echo read; exec sleep 1000'), docker({ parameters: [{ key: 'device', value: '/dev/zero:/dev/other:r' }] })))
  const { Id, HostConfig } = await inspect(id)
  t.match(HostConfig['Devices'], [{ PathOnHost: '/dev/zero', PathInContainer: '/dev/other', CgroupPermissions: 'r' }])
  await askEngine('POST', `/containers/${Id}/kill?signal=KILL`)
  t.match(await chain.wait(id), { status: 137 << 8 })
})

// ROOT_DOCKER_ConflictingVolumeDrivers, ROOT_DOCKER_ConflictingVolumeDriversInMultipleVolumes (docker_tests.cpp)
t.test('unlike the original each volume has its own driver; one that the engine lacks is refused', async (t) => {
  const { chain, config } = await host(t)
  const source = (name: string, driver: string) => ({ mode: 'RW', containerPath: `/${name}`, source: { type: 'DOCKER_VOLUME', dockerVolume: { name, driver } } })
  await t.rejects(chain.launch(newId(), config(shell('true'), docker({}, { volumes: [source('one', 'local'), source('two', 'other')] }))), { message: /^volume driver "other": the engine has only/ })
})

// Beyond the original: what the engine at hand cannot do is refused in clear words, before anything is pulled.
t.test('GPUs are refused where the engine has none', async (t) => {
  const { chain, config, statuses } = await host(t)
  const { answer } = await askEngine('GET', '/info')
  const refused = !Object.keys(answer['Runtimes'] as object).includes('nvidia')
  const launch = chain.launch(newId(), config(shell('true'), { ...docker({ image: 'not/pulled:1' }), resources: [scalar('gpus', 1)] }))
  await t.rejects(launch, refused ? { message: 'gpus 1: the engine has no runtime for GPUs (nvidia)' } : { code: 'CONTAINERIZER_ERR_PULL_FAILED' })
  t.strictSame(statuses, [])
})
