import t from 'tap'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { connectEngine } from '../../../lib/engine/connect-engine.ts'
import { planContainer } from '../../../lib/run-options/plan-container.ts'
import { dockerRunLine } from '../../../lib/run-options/show/docker-run-line.ts'
import type { ContainerConfig, CommandInfo, ContainerInfoDockerInfo } from '../../../types/index.ts'
import { baseImage, socketPath } from '../../fixtures/docker-parts.ts'

const planned = (commandInfo: CommandInfo, docker: Partial<ContainerInfoDockerInfo> = {}, more: Partial<ContainerConfig> = {}, directory = '/tmp') => planContainer({
  name: 'n', config: { directory, commandInfo, containerInfo: { type: 'DOCKER', docker: { image: baseImage, ...docker } }, ...more }, mappedDirectory: '/box', labels: { of: 'us' }, cgroupsEnableCfs: false, hostMemoryBytes: 2 ** 33
})
const parameters = (...pairs: Array<[string, string]>) => ({ parameters: pairs.map(([key, value]) => ({ key, value })) })

t.test('a small task is a small line', async (t) => {
  t.equal(dockerRunLine('n', planned({ value: "echo it's $HOME" })), [
    'docker run --name=n --env=MESOS_CONTAINER_NAME=n --env=MESOS_SANDBOX=/box --label=of=us --network=host --log-driver=local',
    `--mount=type=bind,source=/tmp,target=/box --entrypoint=/bin/sh ${baseImage} -c 'echo it'\\''s $HOME'`
  ].join(' '))
  t.equal(dockerRunLine('n', { Image: 'i', Entrypoint: ['/a', 'b'], Cmd: ['c'], Tty: true, HostConfig: { SecurityOpt: ['seccomp={"x":1}', 'label=disable'] } }),
    'docker run --name=n --tty --security-opt=seccomp=profile.json --security-opt=label=disable --entrypoint=/a i b c')
  t.equal(dockerRunLine('n', { Image: 'i', Healthcheck: { Test: ['NONE'] }, HostConfig: {} }), 'docker run --name=n --no-healthcheck i')
})

// The real docker command takes the line, and the engine holds the same container that our create call makes.
for (const [fact, body] of [
  ['a shell command with resources', planned({ value: 'echo "a b"\n$X', environment: { variables: [{ name: 'X', value: "it's\n*" }] } }, {}, { resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 0.5 } }, { name: 'mem', type: 'SCALAR', scalar: { value: 64 } }] })],
  ['an image with words and published ports', planned({ shell: false, value: 'sleep', arguments: ['1', 'x y'] }, { network: 'BRIDGE', ...parameters(['publish', '127.0.0.1:31999:80/udp'], ['expose', '90'], ['hostname', 'h'], ['dns', '192.0.2.1']) })],
  ['many flags', planned({ value: 'true', user: 'nobody' }, parameters(
    ['ulimit', 'nofile=10:20'], ['cap-drop', 'ALL'], ['cap-add', 'chown'], ['tmpfs', '/t:size=1m'], ['tmpfs', '/u'], ['workdir', '/w'], ['init', 'true'], ['stop-signal', 'SIGINT'], ['stop-timeout', '3'],
    ['label', 'a=b c'], ['log-driver', 'json-file'], ['log-opt', 'max-size=1m'], ['health-cmd', 'exit 0'], ['health-interval', '2s'], ['health-timeout', '3s'], ['health-start-period', '4s'], ['health-retries', '5'],
    ['security-opt', 'no-new-privileges'], ['shm-size', '2m'], ['memory', '64m'], ['oom-score-adj', '100'], ['mount', 'type=tmpfs,target=/m,tmpfs-size=1m'], ['read-only', 'true'], ['add-host', 'h:192.0.2.9'], ['group-add', '7']))]
] as const) {
  t.test(`${fact}: the docker command makes the same`, async (t) => {
    const engine = connectEngine({ socketPath })
    const names = [`line-${randomUUID()}`, `line-${randomUUID()}`] as const
    t.teardown(async () => {
      for (const name of names) await engine.remove(name, { force: true })
      await engine.close()
    })
    await engine.create(names[0], body)
    execFileSync('/bin/sh', ['-c', dockerRunLine(names[1], body).replace('docker run', `docker -H unix://${socketPath} create`)], { stdio: 'pipe' })
    const [ours, theirs] = await Promise.all(names.map(async (name) => {
      const { Config: { Env, ...Config }, HostConfig } = (await engine.inspect(name))!.raw as { Config: Record<string, unknown> & { Env: string[] }, HostConfig: Record<string, unknown> }
      return { Env: [...Env].sort(), ...compared(Config), ...compared(HostConfig) }
    }))
    t.same(theirs, ours)
  })
}

/** Without what is empty in one way or another, and what the docker command says of itself. */
function compared (fields: Record<string, unknown>): Record<string, unknown> {
  const empty = (value: unknown): boolean => value === null || value === '' || value === 0 || value === -1 || value === false || (typeof value === 'object' && Object.keys(value).length === 0)
  const own = ['AttachStdin', 'StdinOnce', 'Hostname', 'ConsoleSize', 'RestartPolicy']
  return Object.fromEntries(Object.entries(fields).filter(([key, value]) => !own.includes(key) && !empty(value)).map(([key, value]) => [key, JSON.parse(JSON.stringify(value, (_key, one) => empty(one) ? undefined : one))]))
}
