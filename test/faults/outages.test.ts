import t from 'tap'
import type { Test } from 'tap'
import { startPrivateEngine } from '../../scripts/private-engine.mjs'
import { systemClock } from '../../lib/util/system-clock.ts'
import { fact, lives, outageHost } from '../fixtures/outage-host.ts'
import type { Task } from '../fixtures/outage-host.ts'

t.setTimeout(1_800_000)

/** A guard against waiting in vain. It takes a second or two on a machine that has nothing else to do. */
const RETURN_MS = 300_000
const TASKS = 30

/** A host with thirty running tasks on an engine of its own. */
async function running (t: Test, liveRestore: boolean) {
  const engine = await startPrivateEngine({ liveRestore })
  t.teardown(() => engine.remove())
  const host = await outageHost(t, engine.socketPath)
  const tasks = await host.launchMany(TASKS)
  return { engine, ...host, tasks, state: () => host.app.dockerContainerizer.engineReport().state }
}

/** Of those tasks nothing was said but that they run, and that is true. */
async function runOn (t: Test, tasks: Task[]): Promise<void> {
  t.strictSame(tasks.filter((task) => task.states().join() !== 'TASK_STARTING,TASK_RUNNING').map((task) => task.states()), [])
  t.notOk((await Promise.all(tasks.map(({ pid }) => lives(pid)))).includes(false), 'their processes run')
}

/** Ends the tasks with codes of their own while the engine is away; what it gives is to be called at its return. */
async function endMeanwhile (t: Test, tasks: Task[]): Promise<() => Promise<void>> {
  await Promise.all(tasks.map((task, index) => task.end(index + 1)))
  t.notOk(tasks.some((task) => task.states().length > 2), 'nothing is made up while nobody knows')
  return async () => {
    const ends = await Promise.all(tasks.map((task) => task.ended(RETURN_MS)))
    t.strictSame(ends.map(({ state, message }) => `${state} ${message}`), tasks.map((_task, index) => `TASK_FAILED Container exited with status ${index + 1}`))
  }
}

t.test('tasks run on through a restart of an engine with live-restore', async (t) => {
  const { engine, tasks, state } = await running(t, true)
  const [ending, staying] = [tasks.slice(0, 5), tasks.slice(5)]
  await engine.stop()
  const told = await endMeanwhile(t, ending)
  await fact(() => state() === 'down')
  await engine.start()
  await told()
  await runOn(t, staying)
})

t.test('tasks run on when an engine with live-restore is killed; kills are carried out meanwhile, launches wait', async (t) => {
  const { engine, tasks, launch, app, state } = await running(t, true)
  const [ending, killed, staying] = [tasks.slice(0, 5), tasks.slice(5, 8), tasks.slice(8)]
  await engine.kill()
  await fact(() => state() === 'down')
  const launching = launch()
  const told = await endMeanwhile(t, ending)
  for (const { id } of killed) await app.containerizers.killTask(id)
  await Promise.all(killed.map(({ pid }) => fact(async () => !await lives(pid))))
  await engine.start()
  await told()
  for (const task of killed) t.match(await task.ended(RETURN_MS), { state: 'TASK_KILLED', message: 'Container exited with status 0' })
  await runOn(t, [...staying, await launching])
})

t.test('nothing is said of tasks while an engine stands still for a minute', async (t) => {
  const { engine, tasks, app, state } = await running(t, false)
  const [ending, killed, staying] = [tasks.slice(0, 5), tasks.slice(5, 8), tasks.slice(8)]
  engine.pause()
  const paused = systemClock.now()
  const told = await endMeanwhile(t, ending)
  await fact(() => state() === 'down')
  for (const { id } of killed) await app.containerizers.killTask(id)
  await Promise.all(killed.map(({ pid }) => fact(async () => !await lives(pid))))
  await systemClock.sleep(60_000 - (systemClock.now() - paused))
  await runOn(t, staying)
  engine.resume()
  await fact(() => state() !== 'down')
  await told()
  for (const task of killed) t.match(await task.ended(RETURN_MS), { state: 'TASK_KILLED' })
  await fact(() => state() === 'up')
  await runOn(t, staying)
})

t.test('an engine without live-restore ends them at its return, and each is told with the end that it had', async (t) => {
  const { engine, tasks, launch, state } = await running(t, false)
  await engine.kill()
  await fact(() => state() === 'down')
  await runOn(t, tasks)
  await engine.start()
  const ends = await Promise.all(tasks.map((task) => task.ended(RETURN_MS)))
  t.notOk((await Promise.all(tasks.map(({ pid }) => lives(pid)))).includes(true), 'their processes are gone')
  // It asks with SIGTERM, which these answer with 0, and makes an end with SIGKILL.
  t.strictSame(ends.filter(({ state, message }) => !(state === 'TASK_FINISHED' && message === 'Container exited with status 0') &&
    !(state === 'TASK_FAILED' && /status 137|signal/.test(message ?? ''))), [])
  await runOn(t, [await launch()])
})
