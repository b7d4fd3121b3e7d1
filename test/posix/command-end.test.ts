import t from 'tap'
import { commandEnd } from '../../lib/posix/command-end.ts'

t.test('an exit code is told as such', async (t) => {
  t.same(commandEnd(0, false), { status: 0, state: 'TASK_FINISHED', message: 'Command exited with status 0' })
  t.same(commandEnd(3 << 8, false), { status: 768, state: 'TASK_FAILED', message: 'Command exited with status 3' })
})

t.test('a signal is told by its words', async (t) => {
  t.equal(commandEnd(9, false).message, 'Command terminated with signal Killed')
  t.equal(commandEnd(0x80 | 11, false).message, 'Command terminated with signal Segmentation fault (core dumped)')
})

t.test('a kill that was asked for makes any end TASK_KILLED', async (t) => {
  t.equal(commandEnd(0, true).state, 'TASK_KILLED')
  t.equal(commandEnd(15, true).state, 'TASK_KILLED')
})

t.test('a status that nobody knows is absent', async (t) => {
  const message = 'Failed to get exit status of command: its process is gone'
  t.same(commandEnd(undefined, false), { state: 'TASK_FAILED', message })
  t.same(commandEnd(undefined, true), { state: 'TASK_KILLED', message })
})

t.test('an end by max_completion_time is a failure with its own reason, whatever the status', async (t) => {
  const end = { state: 'TASK_FAILED', reason: 'REASON_MAX_COMPLETION_TIME_REACHED' }
  t.same(commandEnd(9, true, { expired: true }), { status: 9, ...end, message: 'Command terminated with signal Killed' })
  t.match(commandEnd(undefined, false, { expired: true }), end)
})

t.test('an end for the disk is a limitation, whatever the status', async (t) => {
  const excess = { usedBytes: 3 * 2 ** 20, quotaBytes: 2 ** 20 }
  const end = { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LIMITATION_DISK', message: 'Disk usage (3MB) exceeds quota (1MB)' }
  t.match(commandEnd(9, false, { excess }), { status: 9, ...end, limitation: { resources: [{ name: 'disk', scalar: { value: 1 } }] } })
  t.match(commandEnd(undefined, true, { excess, expired: true }), end)
})
