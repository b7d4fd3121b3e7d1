import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import t from 'tap'
import type { Test } from 'tap'
import type { ExecutorCall, ExecutorEvent, TaskInfo } from '../../types/mesos-v1.ts'
import { runDockerExecutor } from '../../lib/docker-executor/run-docker-executor.ts'
import { decode, encode } from '../../lib/wire/protobuf-codec.ts'
import { encodeRecord } from '../../lib/wire/recordio.ts'
import { shell, taskConfig } from '../fixtures/docker-parts.ts'
import { startFakeEngine } from '../fixtures/fake-engine/start-fake-engine.ts'
import { StagedAgent } from '../fixtures/staged-agent.ts'

async function run (argv: string[], env: Record<string, string> = {}) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await runDockerExecutor({ argv, env, stdout, stderr, signal: new AbortController().signal })
  const text = (stream: PassThrough) => String(stream.read() ?? '')
  return { code, out: text(stdout), err: text(stderr) }
}

/** An agent that gives out one task and takes everything. */
async function agentOf (t: Test, task: TaskInfo) {
  const states: unknown[] = []
  let stream: ServerResponse
  const say = (event: ExecutorEvent) => stream.write(encodeRecord(encode('executor.Event', event)))
  const server = createServer(async (request, response) => {
    const { type, update } = decode<ExecutorCall>('executor.Call', await buffer(request))
    if (type === 'SUBSCRIBE') {
      stream = response
      say(new StagedAgent().subscribed)
      say({ type: 'LAUNCH', launch: { task } })
    } else {
      const { taskId, uuid, state } = update!.status
      states.push(state)
      response.writeHead(202).end()
      say({ type: 'ACKNOWLEDGED', acknowledged: { taskId, uuid: uuid! } })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const env = { MESOS_SLAVE_ID: 'S0', MESOS_AGENT_ENDPOINT: `127.0.0.1:${(server.address() as AddressInfo).port}`, MESOS_FRAMEWORK_ID: 'f1', MESOS_EXECUTOR_ID: 'e1' }
  return { env, states }
}

t.test('it runs the task that its agent has for it', async t => {
  const { socketPath, close } = await startFakeEngine()
  const directory = await mkdtemp(join(tmpdir(), 'docker-executor-'))
  t.teardown(async () => {
    await close()
    await rm(directory, { recursive: true })
  })
  const { env, states } = await agentOf(t, taskConfig('/', shell('echo $WHO')).taskInfo as TaskInfo)
  const argv = ['--container=c', `--sandbox_directory=${directory}`, '--mapped_directory=/m', `--docker_socket=${socketPath}`, '--docker=docker', '--task_environment={"WHO":"you"}']
  t.same(await run(argv, env), { code: 0, out: '', err: '--docker is not used\n' })
  t.same(states, ['TASK_STARTING', 'TASK_RUNNING', 'TASK_FINISHED'])
  t.equal(await readFile(join(directory, 'stdout'), 'utf8'), 'you\n')
  t.match(await run([...argv, '--engine_root_dir=/var/lib/docker', '--enforce_container_disk_quota'], env), { code: 0 }, 'the same of one that knows more')
})

t.test('it says what it is, and what is wrong', async t => {
  t.match(await run(['--help']), { code: 0, out: /^Usage: mesos-docker-executor / })
  t.match(await run(['--version']), { code: 0, out: /^mesos-docker-executor \d/ })
  t.match(await run([]), { code: 1, err: "Flag 'container' is required, but it was not provided\n" })
  const argv = ['--container=c', '--sandbox_directory=/s', '--mapped_directory=/m', '--docker_socket=/nowhere.sock']
  t.match(await run(argv), { code: 1, err: "Expecting 'MESOS_SLAVE_ID' to be set in the environment\n" })
  t.match(await run([...argv, '--probe=/nowhere']), { code: 3 })
})
