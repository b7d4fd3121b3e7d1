import type { ExecutorInfo, FrameworkID, TaskInfo } from '../../types/mesos-v1.ts'

const SHOWN_COMMAND = 12

/** The executor which stands for a command task wherever one is shown: its id is the task's, its name as Mesos makes it. */
export function commandExecutorInfo (frameworkId: FrameworkID, task: TaskInfo): ExecutorInfo {
  const { value = '', shell = true, arguments: args = [] } = task.command ?? {}
  const command = shell ? `sh -c '${shorten(value)}'` : shorten([value, ...args].join(' '))
  return {
    executorId: { value: task.taskId.value },
    frameworkId,
    name: `Command Executor (Task: ${task.taskId.value}) (Command: ${command})`,
    source: task.taskId.value,
    command: task.command ?? {}
  }
}

function shorten (text: string): string {
  return text.length <= SHOWN_COMMAND + 3 ? text : `${text.slice(0, SHOWN_COMMAND)}...`
}
