import t from 'tap'
import { CONTAINER_LABEL } from '../../lib/docker/ownership-labels.ts'
import { seeded } from '../fixtures/seeded.ts'
import { VirtualAgent } from '../fixtures/virtual/virtual-agent.ts'
import type { Behaviour } from '../fixtures/virtual/virtual-container.ts'
import { VirtualWorld } from '../fixtures/virtual/virtual-world.ts'
import { Weather } from '../fixtures/virtual/weather.ts'

/** One seed to look at, or how many are played, from 1 on. */
const SEED = process.env['CONTAINERIZER_TEST_SEED']
const SEEDS = SEED === undefined ? Array.from({ length: Number(process.env['CONTAINERIZER_TEST_STORMS'] ?? 10) }, (_, i) => i + 1) : [Number(SEED)]
const STEPS = 60
const LONGEST_STEP_MS = 8000
const LONGEST_OUTAGE_MS = 20_000
/** Far more than anything takes that is tried again, looked at again, or waited for. */
const SETTLED_MS = 3_600_000

t.setTimeout(60_000 * SEEDS.length)

function behaviour (random: () => number): Behaviour {
  const drawn = random()
  return {
    runsMs: drawn < 0.3 ? null : 2 * Math.floor(random() * 10_000),
    exitCode: Math.floor(random() * 4),
    ...(drawn > 0.92 ? { refusesStart: 'OCI runtime create failed: exec: "x": executable file not found in $PATH: unknown' } : {}),
    ...(random() < 0.2 ? { deaf: true } : {})
  }
}

for (const seed of SEEDS) {
  t.test(`a storm of launches, kills, faults and deaths loses nothing and leaves nothing (seed ${seed})`, async (t) => {
    const random = seeded(seed)
    const weather = new Weather(seeded(seed + 1_000_000))
    const { world, moved } = await VirtualWorld.begin(t, weather)
    const { clock, fake, wrong } = world
    const returns: Array<{ at: number, back: () => void }> = []
    let agent = new VirtualAgent(world, moved)
    const below = (limit: number): number => Math.floor(random() * limit)
    const hurry = random()
    let names = 0

    /** Lets time pass; a dead agent is followed by another, and so is one that could not begin. */
    async function pass (ms: number): Promise<void> {
      let failed = false
      agent.recovered.catch(() => { failed = true })
      await clock.advance(ms)
      for (const outage of returns.splice(0)) outage.at <= clock.now() ? outage.back() : returns.push(outage)
      if (!failed && !agent.dead) return
      await agent.bury()
      agent = new VirtualAgent(world, moved)
    }

    async function close (): Promise<void> {
      const closed: { left?: object } = {}
      agent.close().then((left) => { closed.left = left })
      for (let seconds = 0; closed.left === undefined && !agent.dead && seconds < 120; seconds++) await clock.advance(1000)
      // It may as well have died of it.
      if (agent.dead) return await agent.bury()
      if (JSON.stringify(closed.left) !== '{"sleeping":0,"calls":0}') wrong.push(`an agent that closed left ${JSON.stringify(closed.left)}`)
    }

    const steps: Array<[share: number, step: () => Promise<void> | void]> = [
      [0.45, () => { if (agent.ready) agent.launch(`task-${++names}`, behaviour(random)) }],
      [0.12, () => {
        const running = [...world.taken].filter((task) => !world.ended(task) && !world.doomed.has(task))
        const task = running[below(running.length)]
        if (task === undefined) return
        world.doomed.add(task)
        if (agent.ready) agent.kill(task)
      }],
      [0.08, () => agent.dieAfter(below(60))],
      [0.05, async () => {
        if (!agent.ready || agent.dead) return
        await close()
        agent = new VirtualAgent(world, moved)
      }],
      [0.12, () => { weather.fair = !weather.fair }],
      [0.06, () => fake.cutConnections()],
      [0.06, () => {
        returns.push({ at: clock.now() + below(LONGEST_OUTAGE_MS), back: fake.goAway() })
        // As an engine without live-restore.
        if (random() < 0.15) for (const container of fake.containers.values()) container.kill(9)
      }],
      [0.06, () => { returns.push({ at: clock.now() + below(LONGEST_OUTAGE_MS), back: fake.standStill() }) }]
    ]

    for (let i = 0; i < STEPS; i++) {
      let drawn = random()
      await steps.find(([share]) => (drawn -= share) < 0)?.[1]()
      await pass(random() < hurry ? 0 : below(LONGEST_STEP_MS))
    }
    weather.fair = true
    for (const { back } of returns.splice(0)) back()
    for (const task of world.taken) {
      if (world.ended(task) || world.doomed.has(task)) continue
      world.doomed.add(task)
      if (agent.ready) agent.kill(task)
    }
    const end = clock.now() + SETTLED_MS
    while (!(world.over && agent.ready) && clock.now() < end) await pass(1000)
    await close()
    // What the engine still does for a dead agent.
    await clock.advance(60_000)

    t.ok(world.over, JSON.stringify(world.left))
    t.strictSame([...world.taken].filter((task) => !world.ended(task)), [], 'every task that was taken has an end')
    t.strictSame(wrong, [], 'and the true one')
    const started = world.history.flatMap(({ starts, labels }) => Array.from({ length: starts }, () => labels[CONTAINER_LABEL]))
    t.equal(new Set(started).size, started.length, 'nothing is started twice')
    t.ok(started.length > 0, `${world.taken.size} tasks were taken, ${started.length} have run`)
    t.equal(clock.sleeping, 0, 'nobody waits for anything any more')
  })
}
