import t from 'tap'
import { taskError } from '../../../lib/agent/scheduler/task-error.ts'
import type { TaskInfo } from '../../../types/mesos-v1.ts'
import { commandTask } from './fakes.ts'

const available = [
  { name: 'cpus', type: 'SCALAR' as const, scalar: { value: 1 }, role: '*' },
  { name: 'mem', type: 'SCALAR' as const, scalar: { value: 100 }, role: '*' }
]
const context = { agentId: 'agent-S0', frameworkId: 'F1', running: undefined, role: '*', available, isDuplicate: false }
const [cpus, mem] = commandTask('a').resources as [object, object]
const variables = (...list: object[]) => ({ command: { environment: { variables: list } } }) as Partial<TaskInfo>
const { command, ...bare } = commandTask('a')

t.test('a task can be launched, or not, and why', async t => {
  const accepted: TaskInfo[] = [
    commandTask('a'),
    commandTask('a', { container: { type: 'MESOS' } }),
    commandTask('a', { container: { type: 'DOCKER', docker: { image: 'b', parameters: [{ key: 'label', value: 'a' }] } } }),
    commandTask('a', { healthCheck: { type: 'TCP', tcp: { port: 1 }, delaySeconds: 1 }, check: { type: 'TCP', tcp: { port: 1 } }, killPolicy: {}, maxCompletionTime: { nanoseconds: 1 } }),
    commandTask('a', variables({ name: 'A', value: '' }, { name: 'B', type: 'SECRET', secret: {} }))
  ]
  for (const task of accepted) t.equal(taskError(task, context), undefined)

  const refused: Array<[TaskInfo, string]> = [
    [commandTask('a/b'), "'a/b' contains invalid characters"],
    [commandTask('a', { agentId: { value: 'S9' } }), 'Task uses invalid agent S9 while agent agent-S0 is expected'],
    [bare, 'Task should have at least one (but not both) of CommandInfo or ExecutorInfo present'],
    [commandTask('a', { executor: { executorId: { value: 'e' } } }), 'Task should have at least one (but not both) of CommandInfo or ExecutorInfo present'],
    [{ ...bare, executor: { executorId: { value: 'e' } } }, "'ExecutorInfo.command' must be set for 'CUSTOM' executor"],
    [{ ...bare, executor: { executorId: { value: 'e' }, ...variables({ name: 'A' }) } }, "Task's `CommandInfo` is invalid: Environment variable 'A' of type 'VALUE' must have a value set"],
    [{ ...bare, executor: { executorId: { value: 'e' }, command: {}, resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 1 } }] } },
      'Total resources cpus(allocated: *):1.1; mem(allocated: *):32 required by task and its executor is more than available cpus(allocated: *):1; mem(allocated: *):100'],
    [commandTask('a', { killPolicy: { gracePeriod: { nanoseconds: -1 } } }), "Task's 'kill_policy.grace_period' must be non-negative"],
    [commandTask('a', { maxCompletionTime: { nanoseconds: -1 } }), "Task's 'max_completion_time' must be non-negative"],
    [commandTask('a', { healthCheck: { type: 'TCP', tcp: { port: 1 }, gracePeriodSeconds: -1 } }), "Task uses invalid health check: Expecting 'grace_period_seconds' to be non-negative"],
    [commandTask('a', { check: {} }), "Task uses invalid check: CheckInfo must specify 'type'"],
    [commandTask('a', variables({ name: 'A' })), "Task's `CommandInfo` is invalid: Environment variable 'A' of type 'VALUE' must have a value set"],
    [commandTask('a', variables({ name: 'A', type: 'SECRET' })), "Task's `CommandInfo` is invalid: Environment variable 'A' of type 'SECRET' must have a secret set and no value"],
    [commandTask('a', { container: { type: 'DOCKER' } }), "Task's `ContainerInfo` is invalid: DockerInfo 'docker' is not set for DOCKER typed ContainerInfo"],
    [commandTask('a', { container: { type: 'DOCKER', docker: { image: 'b', parameters: [{ key: 'name', value: 'x' }] } } }), "Task's `ContainerInfo` is invalid: Parameter in DockerInfo must not be 'name'"],
    [commandTask('a', { resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: -1 } }] }), 'Task uses invalid resources: Invalid scalar resource: value < 0'],
    [{ name: 'a', taskId: { value: 'a' }, agentId: { value: 'agent-S0' }, command: {} }, 'Task uses no resources'],
    [commandTask('a', { resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 2 } }] }),
      'Total resources cpus(allocated: *):2 required by task and its executor is more than available cpus(allocated: *):1; mem(allocated: *):100'],
    [commandTask('a', { resources: [{ ...cpus, allocationInfo: { role: 'x' } }, mem] as NonNullable<TaskInfo['resources']> }),
      'Total resources cpus(allocated: *):0.1; mem(allocated: *):32 required by task and its executor is more than available cpus(allocated: *):1; mem(allocated: *):100']
  ]
  for (const [task, error] of refused) t.equal(taskError(task, context), error, error)
  const executor = { executorId: { value: 'e' }, command: {}, resources: [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value: 1 } }] }
  t.equal(taskError({ ...bare, executor }, { ...context, running: executor }), undefined, 'an executor that is here takes nothing more')
  t.equal(taskError(commandTask('a'), { ...context, isDuplicate: true }), 'Task has duplicate ID: a')
})
