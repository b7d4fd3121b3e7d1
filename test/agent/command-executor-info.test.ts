import t from 'tap'
import { commandExecutorInfo } from '../../lib/agent/command-executor-info.ts'
import type { CommandInfo } from '../../types/mesos-v1.ts'

const frameworkId = { value: 'f' }
const infoOf = (command?: CommandInfo) => commandExecutorInfo(frameworkId, {
  name: 'n', taskId: { value: 't1' }, agentId: { value: 'a' }, ...(command && { command })
})

t.test('the executor is called after its task, and runs its command', async t => {
  const command = { shell: true, value: 'true' }
  t.strictSame(infoOf(command), {
    executorId: { value: 't1' }, frameworkId, name: "Command Executor (Task: t1) (Command: sh -c 'true')", source: 't1', command
  })
})

t.test('its name shows the start of a long command', async t => {
  const rows: Array<[CommandInfo | undefined, string]> = [
    [{ value: 'echo hello; sleep 1000' }, "sh -c 'echo hello; ...'"],
    [{ shell: true, value: '123456789012345' }, "sh -c '123456789012345'"],
    [{ shell: false, value: 'date', arguments: ['-u'] }, 'date -u'],
    [{ shell: false, value: '/usr/bin/sleep', arguments: ['1000'] }, '/usr/bin/sle...'],
    [{ shell: false }, ''],
    [undefined, "sh -c ''"]
  ]
  for (const [command, shown] of rows) t.equal(infoOf(command).name, `Command Executor (Task: t1) (Command: ${shown})`)
})
