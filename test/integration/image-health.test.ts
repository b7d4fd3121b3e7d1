import t from 'tap'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dockerHost } from '../fixtures/docker-host.ts'
import { baseImage, newId, shell } from '../fixtures/docker-parts.ts'
import { askEngine } from '../fixtures/raw-engine.ts'

t.test('what the HEALTHCHECK of an image finds out is the health of its task, also after a restart of the agent', async (t) => {
  const { answer } = await askEngine('POST', '/containers/create', { Image: baseImage, Cmd: ['true'] })
  const image = `containerizer-test/healthcheck-${newId().value}:1`
  const [repo, tag] = image.split(':')
  // The first look comes after one interval: far later than the answer that the task runs.
  const Healthcheck = { Test: ['CMD-SHELL', 'test -e $MESOS_SANDBOX/well'], Interval: 1e9, Retries: 1 }
  await askEngine('POST', `/commit?container=${String(answer['Id'])}&repo=${repo}&tag=${tag}`, { Healthcheck })
  await askEngine('DELETE', `/containers/${String(answer['Id'])}`)
  t.teardown(() => askEngine('DELETE', `/images/${image}?force=1`))

  const { app, chain, config, told, workDir, statuses } = await dockerHost(t, { imageHealth: true, destroyOnClose: false })
  const task = config(shell('exec sleep 1000'), { containerInfo: { type: 'DOCKER', docker: { image } } })
  await chain.launch(newId(), task)
  t.equal(statuses[1]?.healthy, undefined)
  t.match(await told(({ healthy }) => healthy !== undefined), { state: 'TASK_RUNNING', reason: 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED', healthy: false })
  await writeFile(join(task.directory, 'well'), '')
  await told(({ healthy }) => healthy === true)
  await app.close()

  const next = await dockerHost(t, { imageHealth: true, workDir })
  await next.told(() => true)
  t.match(next.statuses, [{ state: 'TASK_RUNNING', healthy: true }])
  const [id] = next.chain.containers()
  await next.chain.destroy(id!)
})
