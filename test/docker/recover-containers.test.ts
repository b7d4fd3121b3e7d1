import t from 'tap'
import type { Test } from 'tap'
import { DockerContainer } from '../../lib/docker/docker-container.ts'
import type { DockerParts } from '../../lib/docker/docker-parts.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import { AGENT_LABEL, CONTAINER_LABEL, WORK_DIR_LABEL } from '../../lib/docker/ownership-labels.ts'
import { PATIENCE_MS, RECOVERED_AT_ONCE, recoverContainers } from '../../lib/docker/recover-containers.ts'
import type { AgentState } from '../../types/agent-state.ts'
import type { CheckpointStore } from '../../types/checkpoint.ts'
import type { Clock } from '../../types/clock.ts'
import { errors } from '../../lib/errors.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { capturedLog, fact, untilAborted } from '../fixtures/docker-faults.ts'
import { baseImage, dockerParts, MemoryStore, newId, taskConfig } from '../fixtures/docker-parts.ts'

/** However long it takes to take something back, it is waited for. */
const patient: Clock = { ...systemClock, sleep: (ms, signal) => ms === PATIENCE_MS ? untilAborted(signal) : systemClock.sleep(ms, signal) }

/** An agent on the real engine that comes back to what was left. */
async function comeback (t: Test, over: Partial<DockerParts> = {}) {
  const runs = new MemoryStore<DockerRun>()
  const log = capturedLog()
  const parts = await dockerParts(t, { runs, log, clock: patient, ...over })
  const said: string[] = []
  const containers: DockerContainer[] = []
  t.teardown(async () => {
    for (const container of containers) container.detach()
    await Promise.allSettled(containers.map(({ termination }) => termination))
  })
  const add = (run: DockerRun): DockerContainer => {
    const container = new DockerContainer(parts, run, async ({ state }) => { said.push(`${run.containerId.value} ${state}`) })
    containers.push(container)
    return container
  }
  const newRun = () => dockerRun(parts.agentId, newId(), taskConfig(parts.directory, { shell: false, value: 'sleep', arguments: ['1000'] }), {})
  return {
    parts,
    runs,
    log,
    said,
    containers,
    newRun,
    /** What an agent had launched before it was killed. */
    async running (): Promise<DockerRun & { engineId: string }> {
      const run = newRun()
      await runs.write(run.containerId.value, run)
      await parts.createSandbox(run.config.directory)
      const { id } = await parts.engine.create(run.name, parts.plan(run, {}))
      await parts.engine.start(id)
      return { ...run, engineId: id }
    },
    recover: (state: AgentState | null) => recoverContainers(parts, state, add),
    isThere: async (name: string) => await parts.engine.inspect(name) !== null
  }
}

function stateOf (...runs: DockerRun[]): AgentState {
  return { agentId: { value: 'agent' }, rebooted: false, runs: runs.map(({ containerId, config: { directory } }) => ({ containerId, directory })) }
}

// ROOT_DOCKER_Recover
t.test('what is wanted is taken back, what is not is removed, what is gone is told', async (t) => {
  const { running, newRun, runs, recover, isThere, said, containers } = await comeback(t)
  const [wanted, orphan] = [await running(), await running()]
  const [lost, forgotten] = [newRun(), newRun()]
  for (const run of [lost, forgotten]) await runs.write(run.containerId.value, run)
  await recover(stateOf(wanted, lost))
  t.strictSame(said.sort(), [`${wanted.containerId.value} TASK_RUNNING`, `${lost.containerId.value} TASK_FAILED`].sort())
  t.strictSame([...runs.map.keys()], [wanted.containerId.value])
  t.strictSame([await isThere(wanted.name), await isThere(orphan.name)], [true, false])
  t.strictSame(containers.map(({ engineId }) => engineId), [wanted.engineId, null])
})

t.test('a container whose record is lost is taken back from its labels', async (t) => {
  const { running, runs, recover, containers, said, log } = await comeback(t)
  const kept = await running()
  await runs.remove(kept.containerId.value)
  await recover(null)
  t.strictSame(containers.map(({ engineId }) => engineId), [kept.engineId])
  t.strictSame(said, [`${kept.containerId.value} TASK_RUNNING`])
  t.match(runs.map.get(kept.containerId.value), { config: { directory: kept.config.directory } }, 'and has a record again')
  t.strictSame(log.lines, [])
})

t.test('a container that hangs delays only itself', async (t) => {
  const hangs: string[] = []
  const clock = { ...systemClock, sleep: async (ms: number, signal?: AbortSignal) => { if (ms !== PATIENCE_MS) await systemClock.sleep(ms, signal) } }
  const { parts, running, recover, said, containers, log } = await comeback(t, { clock })
  const [wedged, other] = [await running(), await running()]
  hangs.push(wedged.engineId)
  const { inspect } = parts.engine
  parts.engine = { ...parts.engine, inspect: async (id, options) => hangs.includes(id) ? untilAborted(options?.signal) : inspect(id, options) }
  await recover(stateOf(wedged, other))
  t.equal(containers.length, 2, 'both are known')
  await fact(() => said.length === 1)
  t.strictSame(said, [`${other.containerId.value} TASK_RUNNING`])
  t.ok(log.lines.includes('warn taking back a container takes long, the agent does not wait for it'))
})

t.test('what cannot be taken back after that is said', async (t) => {
  const clock = { ...systemClock, sleep: async () => {} }
  const log = capturedLog()
  const runs = new MemoryStore<DockerRun>()
  const parts = await dockerParts(t, { runs, log, clock })
  const run = dockerRun(parts.agentId, newId(), taskConfig(parts.directory, {}), {})
  await runs.write(run.containerId.value, run)
  const detached = new errors.CONTAINERIZER_ERR_DETACHED('c')
  for (const reason of [detached, new Error('disk full')]) {
    const known = log.lines.length
    const lost = async (): Promise<void> => { await fact(() => log.lines.length > known); throw reason }
    await recoverContainers(parts, null, () => ({ lost }) as unknown as DockerContainer)
  }
  await fact(() => log.lines.length > 2)
  t.strictSame(log.lines.slice(1), ['warn taking back a container takes long, the agent does not wait for it', 'error a container could not be taken back'])
})

// ROOT_DOCKER_KillOrphanContainers
t.test('a container of ours without a record that nobody asks for is removed', async (t) => {
  const { running, runs, recover, isThere, log } = await comeback(t)
  const orphan = await running()
  await runs.remove(orphan.containerId.value)
  await recover(stateOf())
  t.notOk(await isThere(orphan.name))
  t.strictSame(log.lines, ['info removing an orphaned container'])
})

t.test('only labels make a container ours: a name like ours and the labels of another agent do not', async (t) => {
  const { parts, newRun, recover, isThere } = await comeback(t)
  const [named, others, elsewhere] = [newRun(), newRun(), newRun()]
  const create = (name: string, Labels: Record<string, string>) => parts.engine.create(name, { Image: baseImage, Cmd: ['true'], Labels, HostConfig: {} })
  t.teardown(async () => { for (const { name } of [named, others, elsewhere]) await parts.engine.remove(name, { force: true }) })
  await create(named.name, { [CONTAINER_LABEL]: named.containerId.value })
  await create(others.name, { [AGENT_LABEL]: `${parts.agentId}-other`, [CONTAINER_LABEL]: others.containerId.value })
  await create(elsewhere.name, { [AGENT_LABEL]: parts.agentId, [WORK_DIR_LABEL]: 'another', [CONTAINER_LABEL]: elsewhere.containerId.value })
  await recover(null)
  t.strictSame([await isThere(named.name), await isThere(others.name), await isThere(elsewhere.name)], [true, true, true])
})

// ROOT_DOCKER_SkipRecoverNonDocker
t.test('what another containerizer ran is not taken for ours', async (t) => {
  const { newRun, recover, containers, said } = await comeback(t)
  const { containerId, config: { directory } } = newRun()
  const executorInfo = { executorId: { value: 'other' }, container: { type: 'MESOS' as const } }
  await recover({ ...stateOf(), runs: [{ containerId, directory, executorInfo }] })
  t.strictSame([containers, said], [[], []])
})

// ROOT_DOCKER_SkipRecoverMalformedUUID
t.test('a name of Mesos without a ContainerID in it is nobody\'s orphan', async (t) => {
  const { parts, recover, isThere, containers } = await comeback(t)
  const name = `mesos-malformed-${newId().value}`
  await parts.engine.create(name, { Image: baseImage, Cmd: ['true'], HostConfig: {} })
  t.teardown(async () => { await parts.engine.remove(name, { force: true }) })
  await recover(stateOf())
  t.ok(await isThere(name))
  t.strictSame(containers, [])
})

t.test('orphans are left alone where the operator says so', async (t) => {
  const { running, recover, isThere, log, runs } = await comeback(t, { killOrphans: false })
  const orphan = await running()
  await recover(stateOf())
  t.ok(await isThere(orphan.name))
  t.equal(runs.map.size, 1)
  t.strictSame(log.lines, ['warn an orphaned container was left alone'])
})

t.test('a container whose record cannot be read is nobody\'s orphan', async (t) => {
  const broken = { key: '', error: new Error('not JSON') }
  const store: CheckpointStore<DockerRun> = { write: async () => {}, read: async () => undefined, remove: async () => {}, list: async () => ({ records: [], broken: [broken] }) }
  const { parts, newRun, recover, isThere, log } = await comeback(t, { runs: store })
  const run = newRun()
  broken.key = run.containerId.value
  await parts.createSandbox(run.config.directory)
  await parts.engine.create(run.name, parts.plan(run, {}))
  await recover(null)
  t.ok(await isThere(run.name))
  t.strictSame(log.lines, ['error a record of a container cannot be read', 'warn a container is left alone, and nobody looks after it'])
  t.match(log.fields[0], { record: run.containerId.value, err: { message: 'not JSON' } })
})

t.test('many are seen to side by side, but not all at once', async (t) => {
  let [inFlight, most] = [0, 0]
  const waiting: Array<() => void> = []
  class Slow extends MemoryStore<DockerRun> {
    override async remove (key: string): Promise<void> {
      most = Math.max(most, ++inFlight)
      await new Promise<void>((resolve) => { waiting.push(resolve) })
      inFlight--
      await super.remove(key)
    }
  }
  const runs = new Slow()
  const { newRun, recover } = await comeback(t, { runs })
  for (let i = 0; i < 3 * RECOVERED_AT_ONCE; i++) {
    const run = newRun()
    await runs.write(run.containerId.value, run)
  }
  const recovered = recover(stateOf())
  for (let i = 0; i < 3 * RECOVERED_AT_ONCE; i++) {
    await fact(() => waiting.length > 0)
    if (i === 0) await fact(() => waiting.length === RECOVERED_AT_ONCE)
    waiting.shift()?.()
  }
  await recovered
  t.equal(most, RECOVERED_AT_ONCE)
  t.equal(runs.map.size, 0)
})

t.test('a failure is told when all the others have been seen to', async (t) => {
  class Failing extends MemoryStore<DockerRun> {
    first = true
    override async remove (key: string): Promise<void> {
      if (this.first) { this.first = false; throw new Error('disk full') }
      await super.remove(key)
    }
  }
  const runs = new Failing()
  const { newRun, recover } = await comeback(t, { runs })
  for (let i = 0; i < 3; i++) { const run = newRun(); await runs.write(run.containerId.value, run) }
  await t.rejects(recover(stateOf()), { message: 'disk full' })
  t.equal(runs.map.size, 1)
})

t.test('an orphan that the engine will not remove does not keep the others from being recovered', async (t) => {
  const { parts, running, runs, recover, log, containers } = await comeback(t)
  const [wanted, orphan] = [await running(), await running()]
  parts.engine = { ...parts.engine, remove: async () => { throw new Error('device or resource busy') } }
  await recover(stateOf(wanted))
  t.equal(containers.length, 1)
  t.ok(runs.map.has(orphan.containerId.value), 'the next recovery finds it again')
  t.strictSame(log.lines, ['info removing an orphaned container', 'warn an orphaned container could not be removed'])
})

t.test('files of secrets that a crash left do not hold recovery up', async (t) => {
  const files = { directoryOf: () => '', write: async () => {}, remove: async () => {}, clear: async () => { throw new Error('no') } }
  const { parts, log } = await comeback(t, { secretFiles: files })
  await recoverContainers(parts, null, () => { throw new Error('nothing is added') })
  t.match(log.lines, ['warn files of secrets of an earlier run were not removed'])
})
