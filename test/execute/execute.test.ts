import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import type { Test } from 'tap'
import { execute } from '../../lib/execute/execute.ts'
import type { TaskState } from '../../types/mesos-v1.ts'
import { SchedulerServer } from '../fixtures/scheduler-server.ts'

const agentId = { value: 'S1' }
const uuid = Buffer.alloc(16, 1)

async function run (argv: string[], signal = new AbortController().signal) {
  let out = ''
  let err = ''
  const code = await execute({ argv, stdout: text => { out += String(text) }, stderr: text => { err += String(text) }, version: '1.2.3', signal })
  return { code, out, err }
}

/** A master that offers on SUBSCRIBE, and on ACCEPT reports these states. */
async function masterWith (t: Test, ...states: TaskState[]) {
  const server = await SchedulerServer.listen(t)
  server.onCall = ({ type }) => {
    if (type === 'SUBSCRIBE') {
      const resources = [{ name: 'cpus', value: 1 }, { name: 'mem', value: 128 }].map(({ name, value }) => ({ name, type: 'SCALAR' as const, scalar: { value } }))
      server.emit({ type: 'OFFERS', offers: { offers: [{ id: { value: 'O1' }, frameworkId: { value: 'F1' }, agentId, hostname: 'h', resources }] } })
    } else if (type === 'ACCEPT') {
      for (const state of states) server.emit({ type: 'UPDATE', update: { status: { taskId: { value: 'a' }, agentId, uuid, state } } })
    }
  }
  return server
}

const flags = ({ master }: SchedulerServer) => [`--master=${master}`, '--name=a', '--command=true']

t.test('a task that finishes gives 0, and the framework is torn down', async t => {
  for (const type of ['json', 'protobuf']) {
    const server = await masterWith(t, 'TASK_STARTING', 'TASK_RUNNING', 'TASK_FINISHED')
    t.same(await run([...flags(server), `--content_type=${type}`]), {
      code: 0,
      err: '',
      out: 'Subscribed with ID F1\nSubmitted task \'a\' to agent \'S1\'\n' +
        ['STARTING', 'RUNNING', 'FINISHED'].map(state => `Received status update TASK_${state} for task 'a'\n`).join('')
    })
    t.same(server.types, ['SUBSCRIBE', 'ACCEPT', 'SUPPRESS', 'ACKNOWLEDGE', 'ACKNOWLEDGE', 'ACKNOWLEDGE', 'TEARDOWN'])
  }
})

t.test('any other end gives 1', async t => {
  const server = await masterWith(t, 'TASK_FAILED')
  const { code, err } = await run([...flags(server), '--principal=p', '--secret=s'])
  t.same([code, err], [1, ''])
  t.equal(server.calls[0]?.headers.authorization, 'Basic cDpz')
})

t.test('a stream that ends or breaks gives 1 and a line that says so', async t => {
  const server = await SchedulerServer.listen(t)
  server.onCall = () => server.endStream()
  t.match(await run(flags(server)), { code: 1, err: `Disconnected: ${server.master} ended the stream\n` })
  server.onCall = ({ type }) => {
    if (type === 'DECLINE') server.breakStream()
    else server.emit({ type: 'OFFERS', offers: { offers: [{ id: { value: 'O1' }, frameworkId: { value: 'F1' }, agentId, hostname: 'h' }] } })
  }
  t.match(await run(flags(server)), { code: 1, err: new RegExp(`^Lost the connection to ${server.master}: .+\n$`) })
})

t.test('an interruption tears the framework down', async t => {
  const server = await SchedulerServer.listen(t)
  const interruption = new AbortController()
  server.onCall = ({ type }) => {
    if (type === 'SUBSCRIBE') server.emit({ type: 'UPDATE', update: { status: { taskId: { value: 'a' }, agentId, uuid, state: 'TASK_RUNNING' } } })
    if (type === 'ACKNOWLEDGE') interruption.abort()
  }
  t.match(await run(flags(server), interruption.signal), { code: 1, err: 'Interrupted: the framework is torn down\n' })
  t.same(server.types, ['SUBSCRIBE', 'ACKNOWLEDGE', 'TEARDOWN'])
})

t.test('an interruption holds even where the master refuses to hear of it', async t => {
  const server = await SchedulerServer.listen(t)
  const interruption = new AbortController()
  server.intercept = ({ type }, response) => {
    if (type === 'TEARDOWN') response.writeHead(403).end()
    return type === 'TEARDOWN'
  }
  server.onCall = ({ type }) => {
    if (type === 'SUBSCRIBE') server.emit({ type: 'UPDATE', update: { status: { taskId: { value: 'a' }, agentId, uuid, state: 'TASK_RUNNING' } } })
    else interruption.abort()
  }
  t.match(await run(flags(server), interruption.signal), { code: 1, err: 'Interrupted: the framework is torn down\n' })
})

t.test('an interruption before the start subscribes nobody', async t => {
  const server = await SchedulerServer.listen(t)
  t.match(await run(flags(server), AbortSignal.abort()), { code: 1, out: '' })
  t.same(server.types.filter(type => type === 'ACCEPT'), [])
})

t.test('help and version are printed', async t => {
  t.match(await run(['--help']), { code: 0, out: /^Usage: mesos-execute \[options\]\n\n {2}--\[no-\]checkpoint\n/, err: '' })
  t.same(await run(['--version']), { code: 0, out: 'mesos-execute 1.2.3\n', err: '' })
})

t.test('what cannot be done is said in one line', async t => {
  t.same(await run([]), { code: 1, out: '', err: 'Flag \'master\' is required, but it was not provided\n' })
  t.same(await run(['--master=127.0.0.1:1', '--name=a', '--command=true']), { code: 1, out: '', err: 'Failed to reach 127.0.0.1:1: ECONNREFUSED\n' })
})

t.test('a dry run prints what the agent plans, and subscribes nobody', async t => {
  const asked: unknown[] = []
  const server = createServer((request, response) => {
    asked.push(request.url)
    response.end(JSON.stringify({ command: 'docker run x', body: {}, decisions: [] }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.closeAllConnections(); server.close() })
  const master = `127.0.0.1:${(server.address() as AddressInfo).port}`
  t.same(await run([`--master=${master}`, '--name=a', '--command=true', '--dry_run']), { code: 0, err: '', out: 'docker run x\n\n{}\n\n' })
  t.same(asked, ['/containerizer/plan'])
})

t.test('a deprecated form is warned about', async t => {
  const { err } = await run(['--master=a:1', '--name=a', '--command=true', '--resources=cpus:', `--volumes=${t.testdir({ v: '[]' })}/v`])
  t.equal(err, 'A bare path as value of flag \'volumes\' is deprecated; write file://<path>\nBad value for resources, missing or extra \':\' in cpus:\n')
})
