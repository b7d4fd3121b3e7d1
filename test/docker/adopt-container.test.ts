import t from 'tap'
import type { Test } from 'tap'
import { readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { adoptContainer } from '../../lib/docker/adopt-container.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import type { DockerParts } from '../../lib/docker/docker-parts.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { containerKey } from '../../lib/util/container-key.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'
import type { CommandInfo } from '../../types/mesos-v1.ts'
import { capturedLog, fact, hurriedClock, memoryLogs, stoppedClock } from '../fixtures/docker-faults.ts'
import { dockerParts, newId, shell, silent, socketPath, taskConfig } from '../fixtures/docker-parts.ts'

const never = new AbortController().signal

/** A container on the real engine to which nobody listens, as an agent that was killed leaves it. */
async function left (t: Test, command: CommandInfo, over: Partial<DockerParts> = {}) {
  const parts = await dockerParts(t, { engine: connectEngine({ socketPath }), ...over })
  const run = dockerRun(parts.agentId, newId(), taskConfig(parts.directory, command), {})
  const { directory } = run.config
  await parts.createSandbox(directory)
  const { id } = await parts.engine.create(run.name, parts.plan(run, {}))
  const output = (name: string) => readFile(join(directory, name), 'latin1')
  return { parts, run, id, directory, output }
}

t.test('what a container wrote while nobody listened is in the files, byte for byte, from where they end', async (t) => {
  // The engine's log has a line when it has ended.
  const script = '(head -c 300000 /dev/urandom; echo) | tee $MESOS_SANDBOX/copy; echo begun >&2; read go < $MESOS_SANDBOX/go; echo -n done >&2; exit 4'
  const { parts, run, id, directory, output } = await left(t, shell(`mkfifo $MESOS_SANDBOX/go; ${script}`))
  await parts.engine.start(id)
  await fact(async () => (await logged(parts.engine, id)).stderr === 'begun\n')
  const all = await logged(parts.engine, id)
  // The agent before had written a part of each.
  await writeFile(join(directory, 'stdout'), Buffer.from(all.stdout.slice(0, 12345), 'latin1'))
  await writeFile(join(directory, 'stderr'), 'be')
  const adopted = await adoptContainer(parts, run, id, never)
  t.equal(adopted?.details.state.running, true)
  if (adopted === null) return
  await fact(async () => await output('stderr') === 'begun\n' && (await output('stdout')).length === (await output('copy')).length)
  t.equal(await output('stdout'), await output('copy'), 'it is caught up with while it runs')
  await writeFile(join(directory, 'go'), 'on\n')
  t.strictSame(await adopted.exit, { exitCode: 4 })
  t.strictSame(await adopted.output.finish(), [])
  t.equal(await output('stderr'), 'begun\ndone')
  t.equal(await output('stdout'), await output('copy'))
})

async function logged (engine: DockerEngine, id: string): Promise<{ stdout: string, stderr: string }> {
  const logs = memoryLogs()
  await engine.logs(id, logs, {})
  return logs.output
}

t.test('an exit that nobody saw is read from the engine', async (t) => {
  const { parts, run, id, output } = await left(t, shell('echo gone; exit 9'))
  const exit = await parts.engine.wait(id, 'next-exit')
  await parts.engine.start(id)
  await exit.exit
  const adopted = await adoptContainer(parts, run, id, never)
  t.equal(adopted?.details.state.running, false)
  if (adopted === null) return
  t.strictSame(await adopted.exit, { exitCode: 9 })
  t.strictSame(await adopted.output.finish(), [])
  t.equal(await output('stdout'), 'gone\n')
})

t.test('a container that was never started has no exit code', async (t) => {
  const { parts, run, id } = await left(t, shell('true'))
  const adopted = await adoptContainer(parts, run, id, never)
  t.strictSame(await adopted?.exit, { exitCode: null, cutOff: 'INTERRUPTED' })
  await adopted?.output.letGo()
})

t.test('a container that vanished meanwhile is null, and nothing was opened', async (t) => {
  const { parts, run, id } = await left(t, shell('true'), { logger: { open: async () => { throw new Error('nobody should open') } } })
  await parts.engine.remove(id, { force: true })
  t.equal(await adoptContainer(parts, run, id, never), null)
})

t.test('a sandbox that was removed meanwhile is made again', async (t) => {
  const { parts, run, id, directory, output } = await left(t, shell('echo kept'))
  const exit = await parts.engine.wait(id, 'next-exit')
  await parts.engine.start(id)
  await exit.exit
  await rm(directory, { recursive: true })
  const adopted = await adoptContainer(parts, run, id, never)
  await adopted?.exit
  await adopted?.output.finish()
  t.equal(await output('stdout'), 'kept\n')
})

t.test('what an executor says is told once, whatever becomes of the agents that listen', async (t) => {
  const said: string[] = []
  const log = { ...silent, warn: (fields: { said?: string }) => { if (fields.said !== undefined) said.push(fields.said) } }
  const { parts, run, id, directory } = await left(t, shell('mkfifo $MESOS_SANDBOX/go; echo one; echo two >&2; read go < $MESOS_SANDBOX/go; echo three'), { log })
  const executed: DockerRun = { ...run, taskName: run.name }
  await parts.engine.start(id)
  const first = await adoptContainer(parts, executed, id, never)
  await fact(() => said.length === 2)
  await first?.output.letGo()
  const kept = await parts.runs.read(containerKey(run.containerId)) as DockerRun
  const second = await adoptContainer(parts, kept, id, never)
  await writeFile(join(directory, 'go'), 'on\n')
  await second?.exit
  t.strictSame(await second?.output.finish(), [])
  t.strictSame(said.sort(), ['one', 'three', 'two'])
})

t.test('letting go ends the following and rejects', async (t) => {
  const { parts, run, id } = await left(t, shell('exec sleep 1000'), { clock: stoppedClock })
  await parts.engine.start(id)
  const detach = new AbortController()
  const adopted = await adoptContainer(parts, run, id, detach.signal)
  detach.abort(new Error('let go'))
  if (adopted !== null) await t.rejects(adopted.exit, { message: 'let go' })
  await adopted?.output.letGo()
  t.equal((await parts.engine.inspect(id))?.state.status, 'running')
})

t.test('the files belong to the user', async (t) => {
  const users: Array<string | undefined> = []
  const { parts, run, id } = await left(t, shell('true'), { logger: { async open ({ user }) { users.push(user); return memoryLogs() } } })
  const adopted = await adoptContainer({ ...parts, createSandbox: async () => {} }, { ...run, config: { ...run.config, user: 'nobody' } }, id, never)
  await adopted?.output.finish()
  t.strictSame(users, ['nobody'])
})

t.test('a container that the engine cannot show is looked at again, until it is let go of', async (t) => {
  const clock = hurriedClock()
  const log = capturedLog()
  let asked = 0
  const inspect = async (): Promise<null> => {
    if (++asked < 3) throw new Error('wedged')
    return null
  }
  const parts = { engine: { inspect }, clock, log } as unknown as DockerParts
  const run = dockerRun('agent', { value: 'id' }, { directory: '/nowhere', commandInfo: {} }, {})
  t.equal(await adoptContainer(parts, run, 'c', never), null)
  t.equal(asked, 3)
  t.strictSame(log.lines, Array(2).fill('warn a container to be recovered cannot be looked at, it is tried again'))
  const detach = new AbortController()
  const hangs = { ...parts, engine: { inspect: async () => { detach.abort(new Error('let go')); throw new Error('aborted') } } } as unknown as DockerParts
  await t.rejects(adoptContainer(hangs, run, 'c', detach.signal), { message: 'let go' })
})

t.test('a sandbox that its task has spoiled keeps neither the container from being taken back nor its end from being told', async (t) => {
  const log = capturedLog()
  const { parts, run, id, directory } = await left(t, shell('echo said; exit 6'), { log })
  const exit = await parts.engine.wait(id, 'next-exit')
  await parts.engine.start(id)
  await exit.exit
  await symlink('/etc/passwd', join(directory, 'stdout'))
  const adopted = await adoptContainer(parts, run, id, never)
  t.strictSame(await adopted?.exit, { exitCode: 6 })
  t.match(await adopted?.output.finish(), [/^stdout and stderr: the files could not be opened \(.*stdout/])
  t.match(log.lines, ['error the files of a container to be taken back cannot be opened, what it writes is lost'])
})
