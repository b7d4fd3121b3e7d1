import t from 'tap'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchHooks } from '../../examples/launch-hooks.ts'
import { LaunchHooks } from '../../lib/docker/launch-hooks.ts'
import type { DockerHooks } from '../../types/index.ts'
import { dockerContainerizer, newId, shell, silent, taskConfig } from '../fixtures/docker-parts.ts'

const hooked = (...hooks: DockerHooks[]) => ({ hooks: new LaunchHooks(hooks, silent) })

// HookTest.ROOT_DOCKER_VerifySlavePreLaunchDockerTaskExecutorDecorator, ROOT_DOCKER_VerifySlavePreLaunchDockerHook
t.test('a task sees what hooks gave it, not what is for executors, and the files they put into its sandbox', async (t) => {
  const { containerizer, parts } = await dockerContainerizer(t, hooked({
    async beforeLaunch ({ directory }) {
      await writeFile(join(directory, 'of-hook'), 'file\n')
      return { taskEnvironment: { OF_TASK: 'task' }, executorEnvironment: { OF_EXECUTOR: 'executor' } }
    }
  }))
  const id = newId()
  const config = taskConfig(parts.directory, shell('echo "$OF_TASK/$OF_EXECUTOR"; cat $MESOS_SANDBOX/of-hook'))
  await containerizer.launch(id, config)
  await containerizer.wait(id)
  t.equal(await readFile(join(config.directory, 'stdout'), 'utf8'), 'task/\nfile\n')
})

// HookTest.ROOT_DOCKER_VerifySlavePreLaunchDockerValidator
t.test('a launch that a hook refuses fails with its words', async (t) => {
  const { containerizer, parts, statuses } = await dockerContainerizer(t, hooked({ async beforeLaunch () { throw new Error('not here') } }))
  const id = newId()
  await t.rejects(containerizer.launch(id, taskConfig(parts.directory, shell('true'))), { code: 'CONTAINERIZER_ERR_LAUNCH_REFUSED', message: 'not here' })
  t.match(await containerizer.wait(id), { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: 'not here' })
  t.strictSame(statuses, [])
  await containerizer.destroy(id)
})

// HookTest.ROOT_DOCKER_VerifySlavePostFetchHook
t.test('after the fetch, before the start', async (t) => {
  const order: string[] = []
  const { containerizer, parts } = await dockerContainerizer(t, {
    fetcher: { validate () {}, async fetch () { order.push('fetch') } },
    ...hooked({ async afterFetch ({ name }) { order.push('hook', String(await parts.engine.inspect(name))) }, onRemove () { order.push('removed') } })
  })
  const id = newId()
  await containerizer.launch(id, taskConfig(parts.directory, shell('true')))
  await containerizer.wait(id)
  t.strictSame(order, ['fetch', 'hook', 'null', 'removed'])
})

t.test('the example makes a directory, labels statuses and clears up', async (t) => {
  const scratch = t.testdir()
  let hour = 12
  const { containerizer, parts, statuses } = await dockerContainerizer(t, hooked(launchHooks({ scratch, hour: () => hour })))
  const id = newId()
  const config = taskConfig(parts.directory, shell('echo $SCRATCH'))
  await containerizer.launch(id, config)
  await containerizer.wait(id)
  t.equal(await readFile(join(config.directory, 'stdout'), 'utf8'), `${join(scratch, id.value)}\n`)
  t.notOk(existsSync(join(scratch, id.value)))
  t.strictSame(statuses.map(({ state, labels }) => [state, labels?.labels]), ['TASK_STARTING', 'TASK_RUNNING', 'TASK_FINISHED']
    .map((state) => [state, [{ key: 'scratch', value: scratch }]]))
  hour = 3
  await t.rejects(containerizer.launch(newId(), taskConfig(parts.directory, shell('true'))), { message: 'nothing is launched at night, not even test' })
})
