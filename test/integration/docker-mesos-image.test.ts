import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, readlink, rm, stat, watch, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { importAgentImage } from '../../scripts/agent-image.mjs'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { AGENT_LABEL } from '../../lib/docker/ownership-labels.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { baseImage, socketPath } from '../fixtures/docker-parts.ts'
import { freePort } from '../fixtures/free-port.ts'
import { FrameworkSession } from '../fixtures/framework-session.ts'
import { fact } from '../fixtures/outage-host.ts'

const bind = (path: string) => ({ Type: 'bind', Source: path, Target: path })

/** Resolves once all these have grown. */
async function grown (directory: string, ...names: string[]): Promise<void> {
  const lengths = () => Promise.all(names.map(async name => (await stat(join(directory, name)).catch(() => ({ size: 0 }))).size))
  const before = await lengths()
  const changes = watch(directory)[Symbol.asyncIterator]()
  while (!(await lengths()).every((length, i) => length > before[i]!)) await changes.next()
  await changes.return?.()
}

/** A work directory, and agents in containers on it one after the other. Everything is gone after the test. */
async function home (t: Test) {
  const workDir = await mkdtemp(join(tmpdir(), 'agent-container-'))
  const engine = connectEngine({ socketPath })
  const [image, port] = [await importAgentImage(socketPath), await freePort()]
  const name = `test-agent-${randomUUID()}`
  const agentId = async () => basename(await readlink(join(workDir, 'meta/slaves/latest')))
  /** Resolves when no container is left of any task. */
  const none = () => fact(async () => (await containers()).length === 0)
  const containers = async () => (await engine.list({ labels: [`${AGENT_LABEL}=${await agentId()}`] })).flatMap(({ names }) => names).sort()
  const start = async () => {
    await engine.create(name, {
      Image: image,
      Entrypoint: ['mesos-agent'],
      Cmd: [
        `--work_dir=${workDir}`, `--port=${port}`, `--docker_socket=${socketPath}`, '--containerizers=docker', `--docker_mesos_image=${image}`, '--executor_reregistration_timeout=10mins',
        '--executor_registration_timeout=5mins', '--no-switch_user', '--resources=cpus:20;mem:4000'
      ],
      HostConfig: { NetworkMode: 'host', PidMode: 'host', Mounts: [bind(socketPath), bind(workDir)] }
    })
    const listening = deferred<void>()
    let said = ''
    const attachment = await engine.attach(name, {
      write (_stream, data) {
        said += data.toString()
        if (said.includes('Server listening')) listening.resolve()
        return undefined
      }
    })
    attachment.done.then(() => listening.reject(new Error(said)))
    await engine.start(name)
    await listening.promise
  }
  const remove = () => engine.remove(name, { force: true })
  t.teardown(async () => {
    await remove()
    for (const { id } of await engine.list({ labels: [`${AGENT_LABEL}=${await agentId()}`] })) await engine.remove(id, { force: true })
    await engine.close()
    await rm(workDir, { recursive: true })
  })
  const sandbox = async (framework: string, task: string) => join(workDir, 'slaves', await agentId(), 'frameworks', framework, 'executors', task, 'runs/latest')
  return { port, engine, start, remove, containers, none, sandbox }
}

const inImage = (command: string, more: object = {}) => ({ command: { value: command }, container: { type: 'DOCKER', docker: { image: baseImage } }, ...more })

t.test('a task and its executor have containers of their own, which end together', async t => {
  const { start, port, containers, none, sandbox, engine } = await home(t)
  await start()
  const session = await FrameworkSession.open(t, port, undefined, { capabilities: [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }, { type: 'TASK_KILLING_STATE' }] })
  await session.launch({
    short: inImage('echo out; echo err >&2; exit 3'),
    long: inImage('trap "exit 0" TERM; echo up; while true; do sleep 0.1; done', { kill_policy: { grace_period: { nanoseconds: 600e9 } } }),
    absent: inImage('true', { container: { type: 'DOCKER', docker: { image: baseImage, parameters: [{ key: 'entrypoint', value: '/no/such' }] } } })
  })
  const { container_status: { container_id: { value } } } = await session.status('long', 'TASK_RUNNING')
  t.ok((await containers()).filter(name => name.endsWith(`${value}.executor`) || name.endsWith(value)).length === 2, 'beside each other')
  t.match(await session.status('short', 'TASK_FAILED'), { message: 'Container exited with status 3', source: 'SOURCE_EXECUTOR', executor_id: { value: 'short' } })
  t.equal(await readFile(join(await sandbox(session.id, 'short'), 'stdout'), 'utf8'), 'out\n')
  t.equal(await readFile(join(await sandbox(session.id, 'short'), 'stderr'), 'utf8'), 'err\n')
  t.match(await session.status('absent', 'TASK_FAILED'), { message: 'Container exited with status 127' })
  // What has not set its trap yet is deaf.
  await fact(async () => await readFile(join(await sandbox(session.id, 'long'), 'stdout'), 'utf8') === 'up\n')
  await session.call({ type: 'KILL', kill: { task_id: { value: 'long' } } })
  await session.status('long', 'TASK_KILLING')
  t.match(await session.status('long', 'TASK_KILLED'), { message: 'Container exited with status 0' })
  await none()

  await session.launch({ again: inImage('exec sleep 1000') })
  await session.status('again', 'TASK_RUNNING')
  const executor = (await containers()).find(name => name.endsWith('.executor')) as string
  await engine.kill(executor, 'SIGKILL')
  t.match(await session.status('again', 'TASK_FAILED'), { reason: 'REASON_EXECUTOR_TERMINATED', source: 'SOURCE_AGENT' }, 'a task without its executor is ended')
  await none()
})

// The bar is ten under twenty: CONTAINERIZER_TEST_REPLACEMENTS=10 CONTAINERIZER_TEST_TASKS=20.
const REPLACEMENTS = Number(process.env['CONTAINERIZER_TEST_REPLACEMENTS'] ?? 2)
const TASKS = Number(process.env['CONTAINERIZER_TEST_TASKS'] ?? 2)

t.test('the container of an agent is replaced again and again under many tasks: nothing is lost', async t => {
  const { start, remove, port, none, sandbox } = await home(t)
  await start()
  let session = await FrameworkSession.open(t, port)
  const names = Array.from({ length: TASKS }, (_, i) => `task-${i}`)
  // Several lines at once: it is for executors that the machine is to have its hands full, not for sleeps.
  const counting = 'i=0; while [ ! -e $MESOS_SANDBOX/go ]; do for _ in 1 2 3 4 5; do echo line $i; i=$((i+1)); done; sleep 0.5; done; echo $i lines'
  const healthCheck = { type: 'COMMAND', command: { value: 'echo >> $MESOS_SANDBOX/checks' }, delay_seconds: 0, interval_seconds: 0.5 }
  await session.launch(Object.fromEntries(names.map((name, i) => [name, inImage(counting, i === 0 ? { health_check: healthCheck } : {})])))
  for (const name of names) await session.status(name, 'TASK_RUNNING')
  const directories = await Promise.all(names.map(name => sandbox(session.id, name)))
  const [first] = directories as [string]
  for (let round = 0; round < REPLACEMENTS; round++) {
    await remove()
    // Its end is told to nobody but its executor.
    if (round === 0) await writeFile(join(directories.at(-1) as string, 'go'), '')
    if (round % 5 === 0) {
      await grown(first, 'checks', 'stdout')
      t.pass('without an agent tasks are checked, and their output is written')
    }
    await start()
    session = await FrameworkSession.open(t, port, session.id)
  }
  for (const directory of directories) await writeFile(join(directory, 'go'), '')
  for (const name of names) t.match(await session.status(name, 'TASK_FINISHED'), { source: 'SOURCE_EXECUTOR', message: 'Container exited with status 0' })
  for (const directory of directories) {
    const lines = (await readFile(join(directory, 'stdout'), 'utf8')).split('\n')
    const count = lines.length - 2
    t.same(lines, [...Array.from({ length: count }, (_, i) => `line ${i}`), `${count} lines`, ''], 'each line once')
  }
  await none()
})
