import t from 'tap'
import { checksAsked, noChecks, posixChecks, verdictOf } from '../../lib/posix/posix-checks.ts'
import type { PosixRun } from '../../lib/posix/posix-run.ts'
import type { CheckPlace, ChecksOptions } from '../../types/checks.ts'
import type { TaskStatus } from '../../types/mesos-v1.ts'
import { settled } from '../agent/scheduler/fakes.ts'
import { posixHost } from '../fixtures/posix-host.ts'

const run = {
  containerId: { value: 'c' }, taskId: { value: 'a' }, directory: '/s', leader: { pid: 7, startTime: 1 }, asks: { check: { type: 'TCP', tcp: { port: 1 } } }
} as PosixRun

function begin (given: PosixRun, isEnding = false) {
  const said: object[] = []
  const places: CheckPlace[] = []
  let options: ChecksOptions | undefined
  const factory = (given: ChecksOptions) => {
    options = given
    return { marks: { healthy: true }, unhealthy: false, start: (place: CheckPlace) => { places.push(place) }, stop () {} }
  }
  const checks = posixChecks({ checks: factory }, given, { report: status => { said.push(status) }, failed: () => {}, isEnding })
  return { checks, said, places, changed: () => options?.changed('REASON_TASK_CHECK_STATUS_UPDATED') }
}

t.test('that it runs is said with what checks found', async t => {
  const { said, places, changed, checks } = begin(run)
  changed()
  const containerStatus = { containerId: { value: 'c' }, executorPid: 7 }
  t.strictSame(said, [{ state: 'TASK_RUNNING', containerStatus, healthy: true }, { state: 'TASK_RUNNING', containerStatus, healthy: true, reason: 'REASON_TASK_CHECK_STATUS_UPDATED' }])
  t.equal(places.length, 1)
  t.notOk('pid' in places[0]!)
  t.ok(checks)
})

t.test('one that asks for none has none, and one that is ending is not checked', async t => {
  const { asks, ...bare } = run
  const { checks, said } = begin(bare as PosixRun)
  t.equal(checks, noChecks)
  checks.start({ exec: async () => 0 })
  checks.stop()
  t.equal(said.length, 1)
  t.strictSame(begin(run, true).places, [])
})

t.test('what a task asks for is kept, and what its end says of its health', async t => {
  const task = { name: 'a', taskId: { value: 'a' }, agentId: { value: 's' } }
  const check = { type: 'TCP' as const, tcp: { port: 1 } }
  t.strictSame([{}, { check }, { healthCheck: check }].map(more => checksAsked({ ...task, ...more })), [{}, { asks: { check } }, { asks: { healthCheck: check } }])
  t.strictSame([verdictOf(noChecks), verdictOf({ ...noChecks, unhealthy: true })], [{}, { healthy: false }])
})

t.test('what another agent began to check goes on', async t => {
  const host = await posixHost(t)
  const quick = { delaySeconds: 0, intervalSeconds: 0.1, gracePeriodSeconds: 0 }
  const told = async (statuses: TaskStatus[], fits: (status: TaskStatus) => boolean) => {
    while (!statuses.some(fits)) await settled()
    return statuses.find(fits)
  }
  const task = (more: object) => ({ taskInfo: { name: 'a', taskId: { value: 'a' }, agentId: { value: 's' }, ...more } })
  const first = await host.agent()
  await first.containerizer.recover(null)
  await first.containerizer.launch({ value: 'well' }, host.config('well', { value: 'exec sleep 1000' }, task({
    healthCheck: { type: 'COMMAND', command: { value: 'test -e go' }, consecutiveFailures: 1e6, ...quick },
    check: { type: 'COMMAND', command: { command: { value: 'exit 3' } }, delaySeconds: 0 }
  })))
  await told(first.statuses, ({ checkStatus }) => checkStatus?.command?.exitCode === 3)
  const second = await host.agent()
  await second.containerizer.recover(null)
  await host.write('well', 'go', '')
  await told(second.statuses, ({ healthy }) => healthy === true)
  await second.containerizer.destroy({ value: 'well' })
})
