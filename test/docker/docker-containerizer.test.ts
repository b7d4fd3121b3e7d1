import t from 'tap'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dockerContainerizer, newId, shell, taskConfig } from '../fixtures/docker-parts.ts'

t.test('a command task runs to its end and leaves nothing', async (t) => {
  const { containerizer, parts, statuses } = await dockerContainerizer(t)
  const id = newId()
  const config = taskConfig(parts.directory, shell('echo out; echo err >&2; echo $MESOS_SANDBOX $MESOS_CONTAINER_NAME; exit 3'))
  t.equal(await containerizer.launch(id, config), 'SUCCESS')
  const termination = await containerizer.wait(id)
  t.match(termination, { status: 3 << 8, state: 'TASK_FAILED', message: 'Container terminated' })
  t.strictSame(statuses.map(({ state }) => state), ['TASK_STARTING', 'TASK_RUNNING', 'TASK_FAILED'])
  t.equal(statuses[2]?.message, 'Container exited with status 3')
  t.equal(await readFile(join(config.directory, 'stdout'), 'utf8'), `out\n/mnt/mesos/sandbox mesos-${parts.agentId}-${id.value}\n`)
  t.equal(await readFile(join(config.directory, 'stderr'), 'utf8'), 'err\n')
  t.equal(await parts.engine.inspect(`mesos-${parts.agentId}-${id.value}`), null)
  t.strictSame(containerizer.containers(), [])
})
