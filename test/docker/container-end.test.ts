import t from 'tap'
import { containerEnd } from '../../lib/docker/container-end.ts'

t.test('the exit code decides where nobody asked for the end', async (t) => {
  t.strictSame(containerEnd({ exitCode: 0, stop: null }), { state: 'TASK_FINISHED', status: 0, message: 'Container exited with status 0' })
  t.strictSame(containerEnd({ exitCode: 3, stop: null }), { state: 'TASK_FAILED', status: 768, message: 'Container exited with status 3' })
  t.strictSame(containerEnd({ exitCode: 137, stop: null }), { state: 'TASK_FAILED', status: 137 << 8, message: 'Container exited with status 137' })
})

t.test('a kill or a destroy makes any end TASK_KILLED', async (t) => {
  for (const stop of ['KILL', 'DESTROY'] as const) {
    t.strictSame(containerEnd({ exitCode: 0, stop }), { state: 'TASK_KILLED', status: 0, message: 'Container exited with status 0' })
    t.match(containerEnd({ exitCode: 137, stop, memoryLimitBytes: 1 }), { state: 'TASK_KILLED' })
    t.strictSame(containerEnd({ exitCode: null, stop }), { state: 'TASK_KILLED', message: 'Failed to get exit status of container' })
  }
})

t.test('without an exit code nothing is made up', async (t) => {
  t.strictSame(containerEnd({ exitCode: null, stop: null }), {
    state: 'TASK_FAILED', reason: 'REASON_EXECUTOR_TERMINATED', message: 'Failed to get exit status of container'
  })
})

t.test('a task whose time was over has failed, whatever its exit code', async (t) => {
  const failed = { state: 'TASK_FAILED', reason: 'REASON_MAX_COMPLETION_TIME_REACHED' }
  t.match(containerEnd({ exitCode: 0, stop: 'COMPLETION' }), failed)
  t.match(containerEnd({ exitCode: null, stop: 'COMPLETION' }), failed)
})

t.test('want of memory is a limitation where there is a limit', async (t) => {
  t.strictSame(containerEnd({ exitCode: 7, stop: null, memoryLimitBytes: 33 * 1024 * 1024 }), {
    state: 'TASK_FAILED',
    reason: 'REASON_CONTAINER_LIMITATION_MEMORY',
    status: 7 << 8,
    message: 'Container exited with status 7: a process of it was killed for want of memory, its limit is 33 MB',
    limitation: { resources: [{ name: 'mem', type: 'SCALAR', scalar: { value: 33 } }] }
  })
  t.strictSame(containerEnd({ exitCode: 137, stop: null, memoryLimitBytes: 0 }), {
    state: 'TASK_FAILED',
    reason: 'REASON_CONTAINER_LIMITATION_MEMORY',
    status: 137 << 8,
    message: 'Container exited with status 137: a process of it was killed for want of memory'
  })
})

t.test('what was cut off says by what, and a kill that was asked for stays one', async (t) => {
  t.strictSame(containerEnd({ exitCode: null, stop: null, cutOff: 'REBOOTED' }), {
    state: 'TASK_FAILED', reason: 'REASON_AGENT_RESTARTED', message: 'The host of the agent was rebooted'
  })
  t.strictSame(containerEnd({ exitCode: null, stop: 'KILL', cutOff: 'INTERRUPTED' }), {
    state: 'TASK_KILLED', reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: 'The agent was restarted during the launch'
  })
})

t.test('an end for the disk is a limitation, with what is known beside it', async (t) => {
  const excess = { usedBytes: 1_049_600, quotaBytes: 2 ** 20 }
  const end = {
    state: 'TASK_FAILED',
    reason: 'REASON_CONTAINER_LIMITATION_DISK',
    message: 'Disk usage (1025KB) exceeds quota (1MB)',
    limitation: { resources: [{ name: 'disk', type: 'SCALAR', scalar: { value: 1 } }] }
  }
  t.strictSame(containerEnd({ exitCode: 137, stop: 'DISK', excess }), { status: 137 << 8, ...end })
  t.strictSame(containerEnd({ exitCode: null, stop: 'DISK', excess }), end)
})
