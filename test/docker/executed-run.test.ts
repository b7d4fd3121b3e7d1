import t from 'tap'
import { containerNames, executorName, ownConfig, removeRun, spokenFor, taskContainerName, taskPlace, taskVariables } from '../../lib/docker/executed-run.ts'
import type { DockerParts } from '../../lib/docker/docker-parts.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'

const taskInfo = { name: 't', taskId: { value: 't' }, agentId: { value: 'a' } }
const config = { directory: '/d', commandInfo: {}, taskInfo }

t.test('a run without an executor of its own is its container, and spoken for', async t => {
  const run: Pick<DockerRun, 'name' | 'taskName' | 'config'> = { name: 'mesos-a-c', config }
  t.equal(taskContainerName(run), 'mesos-a-c')
  t.same(containerNames(run), ['mesos-a-c'])
  t.equal(spokenFor(run), taskInfo)
  t.equal(ownConfig(run), config)
  t.equal(taskPlace(run, 'id'), 'id')
  t.same(taskVariables(run, { A: '1' }), { A: '1' })
  t.same(taskVariables(run), {})
})

t.test('a run with an executor is two containers, and the executor speaks', async t => {
  const run = { name: executorName('mesos-a-c'), taskName: 'mesos-a-c', config }
  t.equal(run.name, 'mesos-a-c.executor')
  t.equal(taskContainerName(run), 'mesos-a-c')
  t.same(containerNames(run), ['mesos-a-c', 'mesos-a-c.executor'])
  t.equal(spokenFor(run), undefined)
  t.same(ownConfig(run), { directory: '/d', commandInfo: {} })
  t.equal(taskPlace(run, 'id'), 'mesos-a-c')
  t.equal(taskPlace(run, null), null)
  t.same(taskVariables(run, { A: '1' }), {}, 'they are the executor\'s')
})

/** Removals that are put off, and an engine that kills or says why not. */
function removing (kill: () => Promise<boolean>) {
  const [done, log] = [[] as string[], capturedLog()]
  const parts = {
    engine: { kill: (id: string, signal: string) => { done.push(`kill ${id} ${signal}`); return kill() } },
    removals: { remove: async (name: string) => { done.push(`remove ${name}`) } },
    log
  } as unknown as DockerParts
  return { parts, done, log }
}

t.test('the task of an executor that ended runs no longer, however late its container goes', async t => {
  const run = { name: executorName('mesos-a-c'), taskName: 'mesos-a-c' }
  const { signal } = new AbortController()
  const after = ['kill mesos-a-c SIGKILL', 'remove mesos-a-c', 'remove mesos-a-c.executor']
  const { parts, done, log } = removing(async () => false)
  await removeRun(parts, run, signal)
  t.strictSame([done, log.lines], [after, []])
  const failing = removing(async () => { throw new Error('engine says no') })
  await removeRun(failing.parts, run, signal)
  t.strictSame(failing.done, after)
  t.match(failing.log.lines, [/^warn the task of an executor that ended could not be killed/])
  await t.rejects(removeRun(failing.parts, run, AbortSignal.abort(new Error('let go'))), { message: 'let go' })
  const own = removing(async () => true)
  await removeRun(own.parts, { name: 'mesos-a-c' }, signal)
  t.strictSame(own.done, ['remove mesos-a-c'], 'a container that ended needs no kill')
})
