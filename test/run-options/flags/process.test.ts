import t from 'tap'
import { processFlags } from '../../../lib/run-options/flags/process.ts'
import { applyFlags } from './apply-flags.ts'

const apply = (...pairs: string[]) => applyFlags(processFlags, ...pairs)

const accepted = [
  [['entrypoint=/x', 'user=1:2', 'workdir=/w', 'init=true', 'runtime=runc'], { body: { Entrypoint: ['/x'], User: '1:2', WorkingDir: '/w' }, host: { Init: true, Runtime: 'runc' } }],
  [['env=A=1', 'env=AB=2', 'env=A=3=4'], { body: { Env: ['AB=2', 'A=3=4'] } }],
  [['label=a=1', 'label=b', 'label=a=2'], { body: { Labels: { a: '2', b: '' } } }],
  [['stop-signal=SIGINT'], { body: { StopSignal: 'SIGINT' } }],
  [['stop-signal=INT'], { body: { StopSignal: 'INT' } }],
  [['stop-signal=64'], { body: { StopSignal: '64' } }],
  [['stop-timeout=-1', 'tty=1'], { body: { StopTimeout: -1, Tty: true } }]
] as const

const refused = [
  [['env=A'], /^must be NAME=value/],
  [['label='], 'must be key or key=value'],
  [['label==x'], 'must be key or key=value'],
  [['label=fastify-docker-containerizer.agent-id=other'], 'must not begin with fastify-docker-containerizer. or mesos.: these labels are given by the agent'],
  [['label=mesos.task_id'], 'must not begin with fastify-docker-containerizer. or mesos.: these labels are given by the agent'],
  [['workdir=w'], 'must be an absolute path'],
  [['stop-signal=SIGNONE'], 'must be a signal by name or number'],
  [['stop-signal=0'], 'must be a signal by name or number'],
  [['stop-signal=65'], 'must be a signal by name or number'],
  [['stop-timeout=1s'], 'must be a whole number of seconds'],
  [['tty=x'], 'must be true or false']
] as const

for (const [pairs, expected] of accepted) {
  t.test(`translates ${pairs.join(' ')}`, async (t) => t.match(apply(...pairs), expected))
}

for (const [pairs, message] of refused) {
  t.test(`refuses ${pairs.join(' ')}`, async (t) => t.throws(() => apply(...pairs), { message }))
}
