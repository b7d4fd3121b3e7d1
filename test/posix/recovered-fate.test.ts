import t from 'tap'
import type { PosixRun } from '../../lib/posix/posix-run.ts'
import { recoveredFate } from '../../lib/posix/recovered-fate.ts'
import type { AgentState } from '../../types/agent-state.ts'

const run = (more: Partial<PosixRun> = {}): PosixRun => ({ containerId: { value: 'c' }, bootId: 'b', started: true, ...more }) as PosixRun
const state = (value: string, rebooted = false): AgentState => ({ rebooted, runs: [{ containerId: { value } }] }) as AgentState

t.test('every case has its fate', async (t) => {
  t.equal(recoveredFate(run(), null, 'b'), 'ADOPT')
  t.equal(recoveredFate(run(), state('c'), 'b'), 'ADOPT')
  t.equal(recoveredFate(run(), state('other'), 'b'), 'ORPHAN')
  t.equal(recoveredFate(run(), { ...state('other'), unreadable: ['c'] }, 'b'), 'ADOPT', 'the agent cannot read its record of it')
  t.equal(recoveredFate(run({ started: false }), state('c'), 'b'), 'INTERRUPTED')
  t.equal(recoveredFate(run({ started: false }), state('c'), 'b2'), 'REBOOTED')
  t.equal(recoveredFate(run(), state('c', true), 'b'), 'REBOOTED')
  t.equal(recoveredFate(run({ termination: { message: 'over' } }), state('c', true), 'b2'), 'ENDED')
})
