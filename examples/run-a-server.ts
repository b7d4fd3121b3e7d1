/**
 * A host without Mesos in charge of one container: it starts a service, waits until the service is healthy, asks something of it in
 * there, sends it a signal and ends it.
 *
 *   node examples/run-a-server.ts <work directory> <image>     (with Node 22.18 or newer, or any TypeScript runner)
 */
import Fastify from 'fastify'
import dockerContainerizer from '../lib/index.ts'
import type { RunningContainer } from '../lib/index.ts'

const service = 'trap "echo reloaded" HUP; echo ready > /tmp/ready; while :; do sleep 0.1; done'

/** Resolves with what the service was seen to do, in order. */
export async function runService (workDir: string, image: string): Promise<string[]> {
  const app = Fastify()
  await app.register(dockerContainerizer, { workDir, destroyOnClose: true })
  await app.ready()
  const seen: string[] = []
  try {
    const container = await app.containerizers.run({
      image,
      command: service,
      env: { GREETING: 'hello' },
      cpus: 0.1,
      memory: 32,
      task: { healthCheck: { type: 'COMMAND', command: { value: 'test -e /tmp/ready' }, intervalSeconds: 0.2, delaySeconds: 0 } }
    })
    for await (const { state, healthy } of container) {
      seen.push(healthy === undefined ? state : `${state} healthy: ${healthy}`)
      if (healthy === true) seen.push(...await useService(container))
    }
    const { state, exitCode } = await container.wait()
    seen.push(`${state} with ${exitCode}`)
    return seen
  } finally {
    await app.close()
  }
}

async function useService (container: RunningContainer): Promise<string[]> {
  const { exitCode, stdout } = await container.exec(['/bin/sh', '-c', 'echo "$GREETING $1"', 'sh', 'from inside'])
  await container.signal('SIGHUP')
  await container.kill({ graceMs: 0 })
  return [`exec ${exitCode} ${stdout.trim()}`]
}

const [, program, ...args] = process.argv
if (program === import.meta.filename) console.log((await runService(...args as [string, string])).join('\n'))
