import t from 'tap'
import type { Test } from 'tap'
import { CrashStage, framework, frameworkId } from '../fixtures/crash-stage.ts'
import { Mortality } from '../fixtures/mortal.ts'
import type { Behaviour } from '../fixtures/simulated-engine.ts'
import { commandTask, settled } from '../agent/scheduler/fakes.ts'
import type { TaskStatus } from '../../types/mesos-v1.ts'

t.setTimeout(600_000)

const task = { ...commandTask('one'), container: { type: 'DOCKER' as const, docker: { image: 'image' } } }
const TERMINAL = /TASK_(FINISHED|FAILED|KILLED|LOST|ERROR|DROPPED|GONE)/

interface Story {
  behaviour: Behaviour
  /** Whether the framework has it killed once it runs. */
  killed?: true
  /** The ends that are true. */
  ends: RegExp
}

const stories: Record<string, Story> = {
  'a task that ends by itself': { behaviour: { runsMs: 3000, exitCode: 7 }, ends: /^TASK_FAILED Container exited with status 7$/ },
  'a task that is killed': { behaviour: { runsMs: 60_000, exitCode: 7 }, killed: true, ends: /^TASK_KILLED Container exited with status 143$/ },
  'a task whose start is refused': { behaviour: { runsMs: 1, exitCode: 0, refusesStart: 'no such file or directory' }, ends: /^TASK_FAILED/ }
}

/** Lets virtual time pass until nothing is left to happen. It stands still while something is done to a file, which takes its own time. */
async function pass (stage: CrashStage, seconds: number, done: () => boolean): Promise<void> {
  for (let second = 0; second < seconds && !done(); second++) {
    await stage.clock.advance(1000)
    do await settled(); while (process.getActiveResourcesInfo().some((kind) => /^(FS|Close)Req/.test(kind)))
  }
}

/** Plays the story with an agent that dies at that point, then with one that takes over. Resolves with what was passed before. */
async function play (t: Test, { behaviour, killed }: Story, at?: number): Promise<{ stage: CrashStage, points: string[] }> {
  const stage = new CrashStage(t, behaviour)
  const mortality = new Mortality(at)
  const first = stage.agent(mortality)
  const over = (): boolean => stage.isEmpty && stage.told.some(({ state }) => TERMINAL.test(state))
  let runner: Awaited<typeof first> | undefined
  const killWhenRunning = (agent: NonNullable<typeof runner>): void => {
    agent.onStatus((_id, { state }) => { if (killed && state === 'TASK_RUNNING') agent.kill(frameworkId, task.taskId) })
  }
  first.then((agent) => {
    runner = agent
    killWhenRunning(agent)
    agent.launch(framework, task)
  })
  await pass(stage, 120, () => mortality.dead || over())
  runner?.close()
  if (!over()) {
    const second = await stage.agent()
    // Whoever wanted it dead wants it still.
    if (killed) second.kill(frameworkId, task.taskId)
    // Of a task that was never written down nobody will say anything.
    await pass(stage, 120, () => over() || (stage.isEmpty && !stage.wasRecorded))
    second.close()
  }
  return { stage, points: mortality.points }
}

const said = ({ state, message }: TaskStatus): string => `${state} ${message}`

for (const [name, story] of Object.entries(stories)) {
  t.test(`${name} survives a death of the agent at every await`, async (t) => {
    const { stage: undisturbed, points } = await play(t, story)
    t.match(said(undisturbed.told.at(-1) as TaskStatus), story.ends)
    t.ok(points.length >= 20, `${points.length} points`)
    const wrong: string[] = []
    for (const [at, point] of points.entries()) {
      const { stage } = await play(t, story, at)
      const ends = stage.told.filter(({ state }) => TERMINAL.test(state)).map(said)
      const complain = (what: string): void => { wrong.push(`${at} ${point}: ${what}`) }
      if (!stage.isEmpty) complain(`left behind ${JSON.stringify(stage.left)}`)
      if (stage.engine.history.some(({ starts }) => starts > 1) || stage.engine.history.filter(({ starts }) => starts > 0).length > 1) complain('started twice')
      // Before its record is written the agent knows of no task; whoever handed it over does.
      if (ends.length === 0 && stage.wasRecorded) complain('no terminal status')
      const started = stage.engine.history.find(({ starts }) => starts > 0)
      for (const end of ends) {
        const claimed = /exited with status (\d+)/.exec(end)?.[1]
        if (claimed !== undefined && started !== undefined && Number(claimed) !== started.exitCode) complain(`${end}, but it exited with ${started.exitCode}`)
      }
    }
    t.strictSame(wrong, [])
    t.comment(`${points.length} points`)
  })
}
