import t from 'tap'
import { executorError } from '../../../lib/agent/scheduler/executor-error.ts'
import type { ExecutorInfo } from '../../../types/mesos-v1.ts'

const custom: ExecutorInfo = { executorId: { value: 'e' }, command: { value: 'run' } }
const { command, ...bare } = custom
const cpus = { name: 'cpus', type: 'SCALAR' as const, scalar: { value: 1 } }

t.test('an executor can be run, or not, and why', async t => {
  const accepted: ExecutorInfo[] = [
    custom,
    { ...custom, type: 'CUSTOM', frameworkId: { value: 'F1' }, shutdownGracePeriod: { nanoseconds: 0 }, resources: [cpus] },
    { ...custom, container: { type: 'DOCKER', docker: { image: 'i', parameters: [{ key: 'label', value: 'a' }] } } },
    { ...custom, container: { type: 'MESOS' } }
  ]
  for (const executor of accepted) t.equal(executorError(executor, 'F1', undefined), undefined)

  const refused: Array<[ExecutorInfo, string]> = [
    [{ ...custom, executorId: { value: '../e' } }, "'../e' contains invalid characters"],
    [{ ...custom, type: 'UNKNOWN' }, 'Unknown executor type'],
    [bare, "'ExecutorInfo.command' must be set for 'CUSTOM' executor"],
    [{ ...custom, type: 'DEFAULT' }, "'ExecutorInfo.command' must not be set for 'DEFAULT' executor"],
    [{ ...bare, type: 'DEFAULT', container: { type: 'DOCKER' } }, "'ExecutorInfo.container.type' must be 'MESOS' for 'DEFAULT' executor"],
    [{ ...bare, type: 'DEFAULT', container: { type: 'MESOS' } }, "'DEFAULT' executors are not supported by this agent: they run their tasks in nested containers"],
    [{ ...bare, type: 'DEFAULT' }, "'DEFAULT' executors are not supported by this agent: they run their tasks in nested containers"],
    [{ ...custom, frameworkId: { value: 'F2' } }, 'ExecutorInfo has an invalid FrameworkID (Actual: F2 vs Expected: F1)'],
    [{ ...custom, shutdownGracePeriod: { nanoseconds: -1 } }, "ExecutorInfo's 'shutdown_grace_period' must be non-negative"],
    [{ ...custom, container: { type: 'DOCKER' } }, "Executor's `ContainerInfo` is invalid: DockerInfo 'docker' is not set for DOCKER typed ContainerInfo"],
    [{ ...custom, container: { type: 'DOCKER', docker: { image: 'i', parameters: [{ key: 'name', value: 'x' }] } } }, "Executor's `ContainerInfo` is invalid: Parameter in DockerInfo must not be 'name'"],
    [{ ...custom, resources: [{ ...cpus, scalar: { value: -1 } }] }, 'Executor uses invalid resources: Invalid scalar resource: value < 0']
  ]
  for (const [executor, error] of refused) t.equal(executorError(executor, 'F1', undefined), error, error)
})

t.test('an executor that is here by that id must be the same', async t => {
  const running: ExecutorInfo = { ...custom, frameworkId: { value: 'F1' }, resources: [{ ...cpus, allocationInfo: { role: '*' } }] }
  t.equal(executorError({ ...custom, type: 'CUSTOM', resources: [cpus] }, 'F1', running), undefined)
  t.equal(executorError({ ...custom, command: { value: 'other' }, resources: [cpus] }, 'F1', running), 'ExecutorInfo is not compatible with existing ExecutorInfo with same ExecutorID')
})
