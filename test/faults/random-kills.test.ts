import t from 'tap'
import type { Test } from 'tap'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { socketPath } from '../fixtures/docker-parts.ts'
import { fact } from '../fixtures/outage-host.ts'
import { seeded } from '../fixtures/seeded.ts'
import { StormAgent } from '../fixtures/storm-agent.ts'
import type { StormTask } from '../fixtures/storm-agent.ts'

/** For each of the two agents. A hundred take a quarter of an hour on two cores. */
const KILLS = Number(process.env['CONTAINERIZER_TEST_KILLS'] ?? 12)
const LONGEST_LIFE_MS = 500
const SEED = Number(process.env['CONTAINERIZER_TEST_SEED'] ?? Date.now() % 100_000)

t.setTimeout(1_500_000)

/** One life of an agent: a launch of something that ends and something that does not, kills of some that run, and its own end anywhere in between. */
async function life (agent: StormAgent, kept: StormTask[], round: number, random: () => number): Promise<void> {
  const running = [...agent.tasks.values()].filter((task) => task.code === null && task.ran && !task.killed && task.end === undefined && !kept.includes(task))
  const launch = agent.launch([Math.floor(random() * 4), Math.floor(random() * 3) / 10], [null, 0])
  const calls = [
    launch,
    ...running.filter(() => random() < 0.7).map((task) => agent.kill(task))
  ]
  for (const call of calls) call.catch(() => {})
  // However slow the machine is, half of them get as far as that.
  if (round % 2 === 0) await launch.then((tasks) => fact(() => tasks.every(({ ran, end }) => ran || end !== undefined)))
  await systemClock.sleep(random() * LONGEST_LIFE_MS)
  await agent.end('SIGKILL')
  await Promise.allSettled(calls)
  await agent.start()
}

/** Undone is what never was said to run; everything else has the end that it really had. */
function isTrue ({ code, ran, killed, end }: StormTask): boolean {
  if (end === undefined) return false
  const undone = !ran && end.state !== 'TASK_FINISHED' && !/exited with status/.test(end.message)
  if (killed) return end.state === 'TASK_KILLED' || undone
  if (code === null) return undone
  return undone || (end.state === (code === 0 ? 'TASK_FINISHED' : 'TASK_FAILED') && end.message === `Container exited with status ${code}`)
}

async function settle (t: Test, agent: StormAgent, kept: StormTask[]): Promise<void> {
  const open = () => [...agent.tasks.values()].filter((task) => task.accepted && task.end === undefined && !kept.includes(task))
  // What an agent before this one ended without anybody hearing of it is asked for.
  await fact(async () => {
    for (const task of open()) if (task.code === null) await agent.kill(task)
    await agent.reconcile()
    await systemClock.sleep(500)
    return open().length === 0
  })
  const tasks = [...agent.tasks.values()].filter((task) => task.accepted && !kept.includes(task))
  t.ok(tasks.length > KILLS / 2, `${tasks.length} tasks were taken`)
  t.ok(tasks.some(({ ran }) => ran), 'some have run')
  t.strictSame(tasks.filter((task) => !isTrue(task)), [], 'every end is the true one')
  const starts = await Promise.all([...agent.tasks.values()].map((task) => agent.starts(task)))
  t.strictSame(starts.flat().filter((count) => count > 1), [], 'nothing was started twice')
}

t.test(`two agents on one engine, each killed ${KILLS} times in a storm, lose nothing, leave nothing, and leave each other alone (seed ${SEED})`, async (t) => {
  const engine = connectEngine({ socketPath })
  t.teardown(() => engine.close())
  const agents = [await StormAgent.begin(t, engine), await StormAgent.begin(t, engine)]
  const kept = await Promise.all(agents.map((agent) => agent.launch([null, 0])))
  await fact(() => kept.flat().every(({ ran }) => ran))
  const ids = async () => (await Promise.all(agents.map((agent) => agent.owned()))).flat().filter(({ state }) => state === 'running').map(({ id }) => id)
  const standing = await ids()
  t.equal(standing.length, agents.length)
  await Promise.all(agents.map(async (agent, i) => {
    const random = seeded(SEED + i)
    for (let round = 0; round < KILLS; round++) await life(agent, kept[i]!, round, random)
  }))
  await Promise.all(agents.map((agent, i) => settle(t, agent, kept[i]!)))
  const left = async () => (await Promise.all(agents.map((agent) => agent.owned()))).flat().map(({ id }) => id)
  await fact(async () => (await left()).length <= standing.length)
  t.strictSame((await left()).sort(), [...standing].sort(), 'what nobody ended runs on, in the container it began in, and nothing else is left')
  t.strictSame((await ids()).sort(), [...standing].sort())
})
