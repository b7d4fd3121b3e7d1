import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { startPrivateEngine } from '../../scripts/private-engine.mjs'
import { baseImage, newId, shell, taskConfig } from '../fixtures/docker-parts.ts'
import { blocks, blockSize, digest, writers } from '../fixtures/kept-output.ts'
import { fact, outageHost } from '../fixtures/outage-host.ts'

t.setTimeout(600_000)

const RESTARTS = 3
/** The last time with live-restore it is killed: what it had given out by then, its own log has too. */
const KILLED = RESTARTS

/** An engine that stops grants ten seconds else, after which it cuts them off in the middle of a round. */
const patient = { containerInfo: { type: 'DOCKER' as const, docker: { image: baseImage, parameters: [{ key: 'stop-timeout', value: '300' }] } } }

/** A host on an engine of its own, and the writers on it. */
async function writing (t: Test, liveRestore: boolean) {
  const engine = await startPrivateEngine({ liveRestore })
  t.teardown(() => engine.remove())
  const { app, workDir } = await outageHost(t, engine.socketPath)
  async function launch (commands: Record<string, string>) {
    const tasks = Object.entries(commands).map(([kind, value]) => ({ kind, id: newId(), config: taskConfig(join(workDir, 'sandboxes'), shell(value), patient) }))
    await Promise.all(tasks.map(({ id, config }) => app.containerizers.launch(id, config)))
    return tasks.map(({ kind, id, config: { directory } }) => ({
      ended: app.containerizers.wait(id),
      written: async () => Math.min(...await Promise.all(['stdout', 'stderr'].map(async (stream) => (await stat(join(directory, stream))).size))),
      tell: (word: string) => writeFile(join(directory, word), ''),
      async compare () {
        for (const stream of ['stdout', 'stderr']) t.equal(await digest(join(directory, stream)), await digest(join(directory, `kept.${stream}`)), `${stream} of ${kind}`)
      }
    }))
  }
  const gaps = () => app.containerizers.metrics.snapshot()['containerizer/docker/output_gaps'] ?? 0
  return { engine, launch, gaps }
}

t.test(`an engine with live-restore that is restarted ${RESTARTS} times, once after a kill with -9: every byte once, what was written in its absence too`, async (t) => {
  const { engine, launch, gaps } = await writing(t, true)
  const [task] = await launch({ blocks }) as [Awaited<ReturnType<typeof launch>>[number]]
  let size = 0
  const whole = (round: number) => {
    size += blockSize(round)
    return fact(async () => await task.written() === size)
  }
  await whole(1)
  for (let round = 1; round <= RESTARTS; round++) {
    await (round === KILLED ? engine.kill() : engine.stop())
    // More than a pipe holds.
    await task.tell(`round.${round}`)
    await engine.start()
    await whole(round + 1)
  }
  await task.tell('stop')
  t.match(await task.ended, { status: 0, message: 'Container terminated' })
  await task.compare()
  t.equal(gaps(), 0)
})

t.test(`one without live-restore that is restarted ${RESTARTS} times: what its containers wrote to their end is there, every byte once`, async (t) => {
  const { engine, launch, gaps } = await writing(t, false)
  for (let round = 1; round <= RESTARTS; round++) {
    const tasks = await launch(writers)
    await Promise.all(tasks.map(({ written }) => fact(async () => await written() > 0)))
    await engine.stop()
    await engine.start()
    for (const { ended, compare } of tasks) {
      await ended
      await compare()
    }
  }
  t.equal(gaps(), 0)
})
