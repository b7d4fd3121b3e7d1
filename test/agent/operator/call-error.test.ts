import t from 'tap'
import { callError } from '../../../lib/agent/operator/call-error.ts'
import type { AgentCall } from '../../../types/mesos-v1.ts'

t.test('calls that lack what they need are refused in the original\'s words', async t => {
  const rows: Array<[AgentCall, string | undefined]> = [
    [{}, "Expecting 'type' to be present"],
    [{ type: 'GET_HEALTH' }, undefined],
    [{ type: 'LAUNCH_CONTAINER' }, "Expecting 'launch_container' to be present"],
    [{ type: 'WAIT_CONTAINER' }, "Expecting 'wait_container' to be present"],
    [{ type: 'KILL_CONTAINER' }, "Expecting 'kill_container' to be present"],
    [{ type: 'READ_FILE' }, "Expecting 'read_file' to be present"],
    [{ type: 'READ_FILE', readFile: { path: '/x', offset: 0 } }, undefined],
    [{ type: 'READ_LOG' }, "Expecting 'read_log' to be present"],
    [{ type: 'READ_LOG', readLog: { source: 'UNKNOWN' } }, "Expecting 'read_log.source' to be CONTAINER or AGENT"],
    [{ type: 'READ_LOG', readLog: { source: 'CONTAINER' } }, "Expecting 'read_log.container_id' to be present"],
    [{ type: 'READ_LOG', readLog: { source: 'AGENT', containerId: { value: 'c' } } }, "Expecting 'read_log.container_id' to be absent for source AGENT"],
    [{ type: 'READ_LOG', readLog: { source: 'AGENT' } }, undefined],
    [{ type: 'READ_LOG', readLog: { source: 'CONTAINER', containerId: { value: 'c' } } }, undefined],
    [{ type: 'READ_LOG', readLog: { source: 'CONTAINER', containerId: { value: '' } } }, "'read_log.container_id' is invalid: ID must not be empty"],
    [{ type: 'WAIT_CONTAINER', waitContainer: { containerId: { value: 'c' } } }, undefined],
    [{ type: 'KILL_CONTAINER', killContainer: { containerId: { value: '' } } }, "'kill_container.container_id' is invalid: ID must not be empty"]
  ]
  for (const [call, expected] of rows) t.equal(callError(call), expected)
})
