import t from 'tap'
import { ExecutorVoice } from '../../../lib/agent/executors/executor-voice.ts'
import { Executor } from '../../../lib/agent/executors/executor.ts'
import { MetricsBook } from '../../../lib/util/metrics-book.ts'
import type { TaskStatus } from '../../../types/mesos-v1.ts'
import { FakeClock } from '../scheduler/fakes.ts'
import { executorInfo, framework } from './stage.ts'

const executor = (more: { generated?: true } = {}) => new Executor({
  ...more, containerId: { value: 'c1' }, framework, executor: executorInfo, directory: '', subscribed: false, everSent: false, tasks: []
})
const fresh = () => new ExecutorVoice({ agentInfo: { id: { value: 'agent-S0' }, hostname: 'h' }, ip: '127.0.0.1', clock: new FakeClock(), metrics: new MetricsBook() })
const running: TaskStatus = { taskId: { value: 'a' }, state: 'TASK_RUNNING' }

t.test('a status is completed, with the addresses of its container', async t => {
  const voice = fresh()
  const said: TaskStatus[] = []
  const stop = voice.onStatus((_id, status) => { said.push(status) })
  const speaker = executor()
  await voice.say(speaker, running, 'SOURCE_EXECUTOR')
  speaker.networkInfos = [{ name: 'own' }]
  await voice.say(speaker, running, 'SOURCE_EXECUTOR')
  await voice.say(speaker, { ...running, containerStatus: { networkInfos: [{ name: 'its word' }] } }, 'SOURCE_AGENT')
  stop()
  await voice.say(speaker, running, 'SOURCE_AGENT')
  t.match(said, [
    { executorId: { value: 'e1' }, source: 'SOURCE_EXECUTOR', containerStatus: { networkInfos: [{ ipAddresses: [{ ipAddress: '127.0.0.1' }] }] } },
    { containerStatus: { networkInfos: [{ name: 'own' }] } },
    { containerStatus: { networkInfos: [{ name: 'its word' }] }, source: 'SOURCE_AGENT' }
  ])
  t.equal(said.length, 3)
})

t.test('executors are told of until a listener is taken away', async t => {
  const voice = fresh()
  const heard: unknown[] = []
  const stop = voice.onExecutor({ message: (...args) => heard.push(args), ended: (...args) => heard.push(args) })
  voice.message(executor(), Buffer.from('m'))
  voice.ended(executor(), 9)
  stop()
  voice.ended(executor(), 9)
  t.strictSame(heard, [[{ value: 'f1' }, { value: 'e1' }, Buffer.from('m')], [{ value: 'f1' }, { value: 'e1' }, 9]])
  voice.close()
  t.ok(voice.closed)
})

t.test('of the end of an executor that the agent has made nobody hears', async t => {
  const voice = fresh()
  voice.onExecutor({ message () {}, ended: () => t.fail('it is no executor of theirs') })
  voice.ended(executor({ generated: true }), 0)
})
