import t from 'tap'
import { taskChecks } from '../../../lib/executor/checks/task-checks.ts'
import { readProcess } from '../../../lib/util/read-process.ts'
import type { CheckPlace } from '../../../types/checks.ts'
import type { TaskInfo } from '../../../types/mesos-v1.ts'
import { FakeClock, MemoryLog, settled } from '../../agent/scheduler/fakes.ts'
import { isolatedServer, listen } from './servers.ts'

const fast = { delaySeconds: 0, intervalSeconds: 1, timeoutSeconds: 5, gracePeriodSeconds: 0 }

function begin (task: Partial<TaskInfo>, { pid, ...place }: Partial<CheckPlace> & { pid?: number | null | undefined } = {}, random = 0) {
  const clock = new FakeClock()
  const log = new MemoryLog()
  const told: unknown[] = []
  const checks = taskChecks({ clock, log, random: () => random })({
    task: { name: 'a', taskId: { value: 'a' }, agentId: { value: 's' }, ...task },
    changed: reason => told.push([reason, structuredClone(checks.marks)]),
    failed: () => told.push('failed')
  })
  const process = pid === undefined ? undefined : () => pid === null ? null : readProcess(pid)
  checks.start({ exec: async () => 0, process, ...place })
  return { clock, log, told, checks }
}

t.test('a task without checks is not checked', async t => {
  const { clock, checks } = begin({})
  t.equal(clock.sleeping, 0)
  t.strictSame([checks.marks, checks.unhealthy], [{}, false])
  checks.stop()
})

t.test('health is told as it changes, and too many failures end the task', async t => {
  const codes = [0, 0, 1, 0, 1, 1, 1]
  const { clock, told, checks } = begin({ healthCheck: { type: 'COMMAND', command: { value: 'x' }, consecutiveFailures: 3, ...fast } }, { exec: async () => codes.shift() ?? 0 })
  await clock.advance(6000)
  const health = (healthy: boolean) => ['REASON_TASK_HEALTH_CHECK_STATUS_UPDATED', { healthy }]
  t.strictSame(told, [health(true), health(false), health(true), health(false), health(false), health(false), 'failed'])
  t.equal(checks.unhealthy, true)
  checks.stop()
  await settled()
  t.equal(clock.sleeping, 0)
})

t.test('the original\'s grace and threshold are the default', async t => {
  const { clock, told, checks } = begin({ healthCheck: { type: 'COMMAND', command: { value: 'x' }, delaySeconds: 0, intervalSeconds: 5 } }, { exec: async () => 1 })
  await clock.advance(10_000)
  t.equal(told.length, 0)
  await clock.advance(15_000)
  t.equal(told.at(-1), 'failed')
  t.equal(told.length, 4)
  checks.stop()
})

t.test('a check is told when its result changes, from nothing on', async t => {
  const codes = [7, 7, 8]
  const { clock, told, checks } = begin({ check: { type: 'COMMAND', command: { command: { value: 'x' } }, ...fast } }, { exec: async () => codes.shift() ?? 8 })
  t.strictSame(checks.marks, { checkStatus: { type: 'COMMAND', command: {} } })
  await clock.advance(5000)
  const result = (exitCode: number) => ['REASON_TASK_CHECK_STATUS_UPDATED', { checkStatus: { type: 'COMMAND', command: { exitCode } } }]
  t.strictSame(told, [result(7), result(8)])
  checks.stop()
})

t.test('HTTP and TCP are asked where the task is', async t => {
  const port = await listen(t, (_request, response) => response.writeHead(404).end())
  const { child, port: inner } = await isolatedServer(t)
  const tell = async (task: Partial<TaskInfo>, pid: number | undefined) => {
    const { told, clock, checks } = begin(task, { pid })
    await clock.advance(0)
    while (told.length < 1) await settled()
    checks.stop()
    return (told[0] as [string, object])[1]
  }
  t.strictSame(await tell({ check: { type: 'HTTP', http: { port }, ...fast } }, undefined), { checkStatus: { type: 'HTTP', http: { statusCode: 404 } } })
  t.strictSame(await tell({ check: { type: 'TCP', tcp: { port: inner }, ...fast } }, child.pid), { checkStatus: { type: 'TCP', tcp: { succeeded: true } } })
  t.strictSame(await tell({ healthCheck: { type: 'HTTP', http: { port: inner }, ...fast } }, child.pid), { healthy: true })
})

t.test('commands that begin together are spread, the rest is not', async t => {
  const seen: number[] = []
  const { clock, checks } = begin({ healthCheck: { type: 'COMMAND', command: { value: 'x' }, ...fast } }, { exec: async () => seen.push(clock.now()) }, 0.5)
  const start = clock.now()
  await clock.advance(499)
  t.strictSame(seen, [])
  await clock.advance(1)
  t.strictSame(seen, [start + 500])
  checks.stop()
})

t.test('sixteen commands run at a time, and none fails because it waited; those without a timeout neither wait nor count', async t => {
  const clock = new FakeClock()
  const make = taskChecks({ clock, log: new MemoryLog(), random: () => 0 })
  const running: string[] = []
  const marks: unknown[] = []
  const start = (name: string, timeoutSeconds: number) => {
    const checks = make({
      task: { name, taskId: { value: name }, agentId: { value: 's' }, healthCheck: { type: 'COMMAND', command: { value: 'x' }, ...fast, timeoutSeconds, intervalSeconds: 1000 } },
      changed: () => marks.push([name, checks.marks.healthy]),
      failed: () => {}
    })
    checks.start({
      exec: (_command, signal) => {
        running.push(name)
        if (name === 'quick') return Promise.resolve(0)
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      }
    })
    t.teardown(() => checks.stop())
  }
  for (let i = 0; i < 20; i++) start('endless', 0)
  for (let i = 0; i < 16; i++) start('slow', 50)
  start('quick', 5)
  await clock.advance(49_999)
  t.strictSame([running.length, running.includes('quick'), marks], [36, false, []])
  await clock.advance(1)
  t.strictSame(marks.filter(mark => (mark as [string])[0] === 'quick'), [['quick', true]])
})

t.test('a place that cannot be seen is complained of, and judged neither way', async t => {
  const unseen = begin({ healthCheck: { type: 'TCP', tcp: { port: 1 }, ...fast } }, { pid: null })
  await unseen.clock.advance(0)
  t.strictSame([unseen.log.lines, unseen.told], [['a check could not be made'], []])
  unseen.checks.stop()
})

t.test('a network that could not be entered at the start is tried again at each check, and what could not be made does not count', async t => {
  const { child, port } = await isolatedServer(t)
  let seen = false
  const find = () => seen ? readProcess(child.pid) : null
  const { clock, log, told, checks } = begin({ healthCheck: { type: 'TCP', tcp: { port }, ...fast, consecutiveFailures: 1 } }, { process: find })
  await clock.advance(3000)
  t.ok(log.lines.length >= 3)
  t.strictSame([told, checks.unhealthy], [[], false])
  seen = true
  await clock.advance(1000)
  while (told.length === 0) await settled()
  t.strictSame(told, [['REASON_TASK_HEALTH_CHECK_STATUS_UPDATED', { healthy: true }]])
  checks.stop()
})

t.test('a network that may not be entered is complained of each time, and judged neither way', async t => {
  const { child, port } = await isolatedServer(t)
  const { clock, log, told, checks } = begin({ healthCheck: { type: 'TCP', tcp: { port }, ...fast }, check: { type: 'HTTP', http: { port }, ...fast } }, { pid: child.pid })
  t.teardown(() => process.seteuid!(0))
  process.seteuid!(65534)
  await clock.advance(0)
  await clock.advance(5000)
  process.seteuid!(0)
  t.strictSame([told, checks.unhealthy], [[], false])
  t.strictSame(new Set(log.lines), new Set(['a check could not be made']))
  t.ok(log.lines.length >= 4)
  checks.stop()
})

t.test('commands need no network', async t => {
  const command = { type: 'COMMAND' as const, command: { command: { value: 'x' } }, ...fast }
  const alone = begin({ check: command }, { pid: 2 ** 30 })
  await alone.clock.advance(0)
  t.strictSame([alone.log.lines, alone.told.length], [[], 1])
  alone.checks.stop()
  const beside = begin({ check: command, healthCheck: { type: 'TCP', tcp: { port: 1 }, ...fast } }, { pid: 2 ** 30 })
  await beside.clock.advance(0)
  t.strictSame([beside.log.lines, beside.told.length, beside.checks.marks.healthy], [['a check could not be made'], 1, undefined])
  beside.checks.stop()
})

t.test('nothing begins once it is over', async t => {
  const { checks, clock } = begin({ check: { type: 'TCP', tcp: { port: 1 }, ...fast } })
  checks.stop()
  await settled()
  checks.start({ exec: async () => 0 })
  t.equal(clock.sleeping, 0)
})
