import t from 'tap'
import { bind, executorBody } from '../../lib/docker/executor-body.ts'

const form = { image: 'agent:1', socketPath: '/run/docker.sock', flags: ['--work_dir=/agent'], labels: () => ({ whose: 'ours' }) }
const run = { containerId: { value: 'c' }, name: 'mesos-a-c.executor', taskName: 'mesos-a-c', taskKillingState: false, shutdownGracePeriodMs: 0, config: { directory: '/agent/s', commandInfo: {} } }

t.test('an executor sees sandbox, engine and processes of its host, and is told what to run where', async t => {
  t.match(executorBody(form, run, { MESOS_EXECUTOR_ID: 'e' }, {}), {
    Image: 'agent:1',
    Entrypoint: ['mesos-docker-executor'],
    Cmd: ['--work_dir=/agent', '--container=mesos-a-c', '--sandbox_directory=/agent/s', '--container_labels={"whose":"ours"}'],
    Env: ['MESOS_EXECUTOR_ID=e'],
    Labels: { whose: 'ours' },
    HostConfig: {
      NetworkMode: 'host',
      PidMode: 'host',
      UsernsMode: 'host',
      CapAdd: ['SYS_ADMIN', 'SYS_PTRACE'],
      Mounts: [bind('/run/docker.sock', true), { Type: 'bind', Source: '/agent/s', Target: '/agent/s', ReadOnly: false }]
    }
  })
})

t.test('variables of hooks go to the task, by a way that other users of the host do not see', async t => {
  const { Cmd, Env } = executorBody(form, run, { MESOS_EXECUTOR_ID: 'e' }, { A: '1' })
  t.strictSame(Env, ['MESOS_EXECUTOR_ID=e', 'MESOS_TASK_ENVIRONMENT={"A":"1"}'])
  t.notMatch(Cmd?.join(' '), 'task_environment')
})
