import { execFile } from 'node:child_process'
import { mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { socketPath } from '../fixtures/docker-parts.ts'
import { fact } from '../fixtures/outage-host.ts'
import { StormAgent } from '../fixtures/storm-agent.ts'
import type { StormTask } from '../fixtures/storm-agent.ts'

t.setTimeout(600_000)

const run = promisify(execFile)
/** Enough for the agent and some containers. */
const FILES = 70
const TASKS = 18
const DISK_BYTES = 4 << 20

const engine = connectEngine({ socketPath })
t.teardown(() => engine.close())

const ended = (tasks: StormTask[]): Promise<void> => fact(() => tasks.every(({ end }) => end !== undefined))
const settled = (tasks: StormTask[]): Promise<void> => fact(() => tasks.every(({ ran, end }) => ran || end !== undefined))
const many = (count: number): Array<[code: null, seconds: number]> => Array.from({ length: count }, () => [null, 0])

t.test('without free file descriptors launches fail and say so, what runs is still ended, and later all is well', async (t) => {
  const agent = await StormAgent.begin(t, engine)
  // Most of its modules are loaded by now, some only for a launch.
  await ended(await agent.launch([0, 0]))
  await agent.limitFiles(FILES)
  const tasks = await agent.launch(...many(TASKS))
  await settled(tasks)
  const [running, failed] = [tasks.filter(({ end }) => end === undefined), tasks.filter(({ end }) => end !== undefined)]
  t.ok(running.length > 0 && failed.length > 0, `${running.length} run, ${failed.length} do not`)
  t.strictSame(failed.filter(({ end }) => end!.state !== 'TASK_FAILED' || !/EMFILE/.test(end!.message)), [])
  // An agent without a file descriptor takes no connection.
  for (const task of running) await fact(() => agent.kill(task).then(() => true, () => false))
  await ended(running)
  t.strictSame(running.filter(({ end }) => end!.state !== 'TASK_KILLED'), [])
  const later = await agent.launch([3, 0])
  await ended(later)
  t.strictSame(later[0]!.end, { state: 'TASK_FAILED', message: 'Container exited with status 3' })
  await fact(async () => (await agent.owned()).length === 0)
})

t.test('on a full disk launches fail and say so, no end is lost, and later all is well, for the next agent too', async (t) => {
  const workDir = await mkdtemp(join(tmpdir(), 'full-'))
  await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', workDir])
  t.teardown(async () => {
    await run('umount', ['--lazy', workDir])
    await rmdir(workDir)
  })
  const agent = await StormAgent.begin(t, engine, workDir)
  const tasks = await agent.launch([4, 5], ...many(3))
  const [ending, staying, ...killed] = tasks as [StormTask, StormTask, ...StormTask[]]
  await settled(tasks)
  const ballast = join(workDir, 'ballast')
  await t.rejects(writeFile(ballast, Buffer.alloc(DISK_BYTES)), { code: 'ENOSPC' })
  const failing = await agent.launch(...many(2))
  await ended(failing)
  t.strictSame(failing.filter(({ end }) => end!.state !== 'TASK_FAILED' || !/ENOSPC|no space left/.test(end!.message)), [])
  await Promise.all(killed.map((task) => agent.kill(task)))
  await ended([ending, ...killed])
  t.strictSame(ending.end, { state: 'TASK_FAILED', message: 'Container exited with status 4' })
  t.strictSame(killed.map(({ end }) => end!.state), ['TASK_KILLED', 'TASK_KILLED'])
  await rm(ballast)
  await agent.end('SIGKILL')
  await agent.start()
  await agent.kill(staying)
  const later = await agent.launch([3, 0])
  await ended([staying, ...later])
  t.equal(staying.end!.state, 'TASK_KILLED')
  t.strictSame(later[0]!.end, { state: 'TASK_FAILED', message: 'Container exited with status 3' })
  await fact(async () => (await agent.owned()).length === 0)
})
