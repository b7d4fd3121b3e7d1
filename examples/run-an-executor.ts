/**
 * A host without Mesos in charge of an executor: a container that is started with its first task, is given more while it runs, and reports
 * on each over the v1 Executor API. `examples/http-executor.ts` is such an executor.
 */
import Fastify from 'fastify'
import { executors, dockerContainerizer, mesosContainerizer } from '../lib/index.ts'
import type { ExecutorRequest, ExecutorTask } from '../lib/index.ts'

/** Gives the executor one task for each command, and one that has to be ended; resolves with what became of them. */
export async function runTasks (workDir: string, request: ExecutorRequest, commands: string[]): Promise<string[]> {
  const app = Fastify({ forceCloseConnections: true })
  await app.register(dockerContainerizer, { workDir, destroyOnClose: true })
  await app.register(mesosContainerizer, { workDir, destroyOnClose: true })
  await app.register(executors, { workDir })
  // Executors call back over HTTP.
  await app.listen({ port: 0 })
  try {
    const executor = app.executors.start(request)
    const endless = executor.run({ id: 'endless', data: 'exec sleep 1000' })
    const tasks = commands.map((data, number) => executor.run({ id: `task ${number}`, data, cpus: 0.1 }))
    const ends = await Promise.all(tasks.map(follow))
    const echo = new Promise<string>(resolve => executor.onMessage(data => resolve(String(data))))
    executor.send('are you there?')
    ends.push(await echo)
    endless.kill()
    ends.push(await follow(endless))
    executor.shutdown()
    const { exitCode } = await executor.wait()
    return [...ends, `executor: ${exitCode}`]
  } finally {
    await app.close()
  }
}

async function follow (task: ExecutorTask): Promise<string> {
  const states = []
  for await (const { state } of task) states.push(state)
  return `${task.id}: ${states.join(', ')}`
}
