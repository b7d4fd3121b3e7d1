import t from 'tap'
import type { Test } from 'tap'
import { startPrivateEngine } from '../../scripts/private-engine.mjs'
import { fact, lives, outageHost } from '../fixtures/outage-host.ts'
import type { Task } from '../fixtures/outage-host.ts'

t.setTimeout(600_000)

/** How soon after the engine's return what ended meanwhile is told. */
const RETURN_MS = 5000
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
