import t from 'tap'
import { executorLimits } from '../../../lib/agent/executors/executor-limits.ts'
import { executorTask } from './stage.ts'

const own = [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value: 1 } }]

t.test('no task with a limit: none', async t => {
  t.strictSame(executorLimits(own, [executorTask('a')]), {})
  t.strictSame(executorLimits(undefined, []), {})
})

t.test('the limits of all, and the requests of those without', async t => {
  const { resources, ...bare } = executorTask('c')
  t.strictSame(executorLimits(own, [executorTask('a', { limits: { cpus: { value: 2 } } }), executorTask('b'), bare]), { cpus: { value: 3.5 } })
  t.strictSame(executorLimits(own, [executorTask('a', { limits: { mem: { value: Infinity } } })]), { mem: { value: Infinity } })
})
