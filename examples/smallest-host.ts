/**
 * The smallest host: one Fastify app, one container run to its end.
 *
 *   node examples/smallest-host.ts <work directory> <image> <command>     (with Node 22.18 or newer, or any TypeScript runner)
 */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Fastify from 'fastify'
import dockerContainerizer from '../lib/index.ts'

/** Resolves with the exit code and what the command wrote to its standard output. */
export async function runOnce (workDir: string, image: string, command: string): Promise<{ exitCode: number, stdout: string }> {
  const app = Fastify()
  await app.register(dockerContainerizer, { workDir, destroyOnClose: true })
  await app.ready()
  try {
    const containerId = { value: randomUUID() }
    const directory = join(workDir, 'sandboxes', containerId.value)
    await app.containerizers.launch(containerId, {
      directory,
      commandInfo: { shell: true, value: command },
      containerInfo: { type: 'DOCKER', docker: { image } }
    })
    const termination = await app.containerizers.wait(containerId)
    return { exitCode: (termination?.status ?? -1) >> 8, stdout: await readFile(join(directory, 'stdout'), 'utf8') }
  } finally {
    await app.close()
  }
}

const [, program, ...args] = process.argv
if (program === import.meta.filename) console.log(await runOnce(...args as [string, string, string]))
