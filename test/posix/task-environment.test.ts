import t from 'tap'
import { DEFAULT_PATH, taskEnvironment } from '../../lib/posix/task-environment.ts'
import type { EnvironmentVariable } from '../../types/mesos-v1.ts'

const command = (...variables: EnvironmentVariable[]) => ({ environment: { variables } })

t.test('PATH and the sandbox are always there, nothing of our own environment is', async (t) => {
  t.same(taskEnvironment({}, {}, '/s'), { PATH: DEFAULT_PATH, MESOS_SANDBOX: '/s' })
})

t.test('the agent goes before the command, and the sandbox before both', async (t) => {
  const given = command({ name: 'PATH', value: '/bin' }, { name: 'A', value: '1' }, { name: 'B', type: 'VALUE', value: '' }, { name: 'MESOS_SANDBOX', value: '/x' })
  t.same(taskEnvironment(given, { A: '2' }, '/s'), { PATH: '/bin', A: '2', B: '', MESOS_SANDBOX: '/s' })
})

t.test('what cannot be handed over is refused by name, never by value', async (t) => {
  const refused = (variable: EnvironmentVariable, rule: string): void => {
    t.throws(() => taskEnvironment(command(variable), {}, '/s'), {
      code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `Environment variable '${variable.name}' ${rule}`
    })
  }
  refused({ name: 'S', type: 'SECRET', value: 'x' }, 'must have a value; secrets are not supported')
  refused({ name: 'S' }, 'must have a value; secrets are not supported')
  refused({ name: 'a.b', value: 'x' }, 'must be a name of letters, digits and underscores')
  refused({ name: 'N', value: 'x\0' }, 'must not contain NUL')
})
