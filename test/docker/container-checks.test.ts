import t from 'tap'
import { ContainerChecks } from '../../lib/docker/container-checks.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { CheckPlace, ChecksOptions } from '../../types/checks.ts'
import type { TaskInfo, TaskStatus } from '../../types/mesos-v1.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { ImageHealthBook } from '../../lib/docker/watch/image-health-book.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { detailsOf } from '../fixtures/docker-faults.ts'
import { settled } from '../agent/scheduler/fakes.ts'
import { dockerContainerizer, newId, shell, socketPath, taskConfig } from '../fixtures/docker-parts.ts'

function told (task: Partial<TaskInfo> = {}, config: object = {}, imageHealth?: ImageHealthBook) {
  const statuses: TaskStatus[] = []
  const places: CheckPlace[] = []
  const marks = { healthy: true }
  const stops: number[] = []
  const controller = new AbortController()
  let options: ChecksOptions | undefined
  const parts = {
    engine: connectEngine({ socketPath }),
    clock: systemClock,
    imageHealth,
    checks: (given: ChecksOptions) => {
      options = given
      return { marks, unhealthy: true, start: (place: CheckPlace) => { places.push(place) }, stop: () => { stops.push(1) } }
    }
  }
  const run = dockerRun('agent-S0', newId(), { ...taskConfig('/s', shell('true'), {}, task), ...config }, {})
  const checks = new ContainerChecks(parts, run, status => { statuses.push(status) }, () => {}, controller.signal)
  return { checks, controller, statuses, places, stops, changed: () => options?.changed('REASON_TASK_CHECK_STATUS_UPDATED') }
}

t.test('without details it is said to run, and only commands can be checked', async t => {
  const { checks, controller, statuses, places, changed, stops } = told()
  checks.started('c', null, false)
  changed()
  t.match(statuses, [{ state: 'TASK_RUNNING', healthy: true }, { state: 'TASK_RUNNING', reason: 'REASON_TASK_CHECK_STATUS_UPDATED' }])
  t.equal(places[0]?.process?.(), null)
  t.strictSame(checks.verdict, { healthy: false })
  checks.stop()
  controller.abort()
  t.equal(stops.length, 2)
})

t.test('one that is being ended is not checked', async t => {
  const { checks, places } = told()
  checks.started('c', null, true)
  t.strictSame(places, [])
})

t.test('what is no task is neither spoken for nor checked', async t => {
  const { checks, statuses } = told({}, { taskInfo: undefined })
  checks.started('c', null, false)
  checks.stop()
  t.strictSame([statuses, checks.verdict], [[], {}])
})

t.test('what the image finds out is told as it changes, until the end of checks', async t => {
  const book = new ImageHealthBook()
  const { checks, statuses, controller } = told({}, {}, book)
  checks.started('c', detailsOf({ healthy: false }), false)
  book.heard('c', false)
  book.heard('c', true)
  controller.abort()
  book.heard('c', false)
  t.strictSame(statuses.map(({ healthy, reason }) => [healthy, reason]), [[false, undefined], [true, 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED']])
})

t.test('nor is the image heeded where the task has a health check, is being ended, or nobody wants to know', async t => {
  const book = new ImageHealthBook()
  book.heard('c', false)
  const asked = told({ healthCheck: { type: 'COMMAND', command: { value: 'true' } } }, {}, book)
  const ending = told({}, {}, book)
  const unwanted = told()
  asked.checks.started('c', null, false)
  ending.checks.started('c', null, true)
  unwanted.checks.started('c', detailsOf({ healthy: false }), false)
  book.heard('c', true)
  for (const { statuses, checks } of [asked, ending, unwanted]) {
    t.strictSame(statuses.map(({ healthy }) => healthy), [true], 'as its own checks say')
    checks.stop()
  }
})

const quick = { delaySeconds: 0, intervalSeconds: 0.1, gracePeriodSeconds: 0 }

async function launched (t: Test, command: string, task: Partial<TaskInfo>, network: 'HOST' | 'BRIDGE' | 'NONE' = 'BRIDGE') {
  const { parts, containerizer, statuses } = await dockerContainerizer(t)
  const id = newId()
  const config = taskConfig(parts.directory, shell(command), {}, task)
  await containerizer.launch(id, { ...config, containerInfo: { type: 'DOCKER', docker: { image: config.containerInfo!.docker!.image, network } } })
  const told = async (fits: (status: TaskStatus) => boolean) => {
    while (!statuses.some(fits)) await settled()
    return statuses.find(fits) as TaskStatus
  }
  return { containerizer, id, statuses, told, directory: config.directory }
}

type Test = Parameters<typeof dockerContainerizer>[0]

t.test('a server in a network of its own is asked in there', async t => {
  const serve = 'mkdir -p /www && echo ok > /www/index.html && exec httpd -f -p 127.0.0.1:8080 -h /www'
  const http = { type: 'HTTP', http: { port: 8080, path: '/index.html' }, ...quick, gracePeriodSeconds: 1000 } as const
  const { told, containerizer, id } = await launched(t, serve, { healthCheck: http, check: { type: 'TCP', tcp: { port: 8080 }, delaySeconds: 0, intervalSeconds: 0.1 } }, 'NONE')
  t.match(await told(({ healthy }) => healthy === true), { state: 'TASK_RUNNING', reason: 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED', containerStatus: {} })
  await told(({ checkStatus }) => checkStatus?.tcp?.succeeded === true)
  await containerizer.killTask(id, { killPolicy: { gracePeriod: { nanoseconds: 0 } } })
  t.match(await told(({ state }) => state === 'TASK_KILLED'), { healthy: undefined })
})

t.test('a command that goes on failing ends the task, and every failure is told', async t => {
  const { told, statuses } = await launched(t, 'exec sleep 1000', {
    healthCheck: { type: 'COMMAND', command: { value: 'test -e /mnt/mesos/sandbox/well' }, consecutiveFailures: 2, ...quick }, killPolicy: { gracePeriod: { nanoseconds: 0 } }
  })
  t.match(await told(({ state }) => state === 'TASK_KILLED'), { healthy: false })
  t.strictSame(statuses.map(({ state, healthy }) => [state, healthy]), [
    ['TASK_STARTING', undefined], ['TASK_RUNNING', undefined], ['TASK_RUNNING', false], ['TASK_RUNNING', false], ['TASK_KILLED', false]
  ])
})

t.test('on the network of the host it is asked there', async t => {
  const { told, containerizer, id } = await launched(t, 'exec sleep 1000', { check: { type: 'TCP', tcp: { port: 1 }, ...quick } }, 'HOST')
  t.match(await told(({ checkStatus }) => checkStatus?.tcp?.succeeded === false), { state: 'TASK_RUNNING' })
  await containerizer.destroy(id)
})
