import t from 'tap'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { executorImage, executorProgram } from '../../scripts/executor-image.mjs'
import { runTasks } from '../../examples/run-an-executor.ts'
import type { ExecutorRequest } from '../../types/index.ts'

function requests (workDir: string): Record<string, ExecutorRequest> {
  writeFileSync(join(workDir, 'executor.mjs'), executorProgram)
  return {
    'in an image': { id: 'workers', image: executorImage, command: ['/bin/node', '/executor.mjs'], memory: 64 },
    'as a plain process': { command: [process.execPath, join(workDir, 'executor.mjs')] }
  }
}

for (const kind of ['in an image', 'as a plain process']) {
  t.test(`a host has an executor ${kind} in hand`, async t => {
    const workDir = t.testdir()
    t.strictSame(await runTasks(workDir, requests(workDir)[kind] as ExecutorRequest, ['exit 0', 'exit 3']), [
      'task 0: TASK_RUNNING, TASK_FINISHED',
      'task 1: TASK_RUNNING, TASK_FAILED',
      'are you there?',
      'endless: TASK_RUNNING, TASK_KILLED',
      'executor: 0'
    ])
  })
}
