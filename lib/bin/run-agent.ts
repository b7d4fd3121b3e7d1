import closeWithGrace from 'close-with-grace'
import fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { agentFlagTable } from '../agent/flags/flag-table.ts'
import { loadFlags } from '../agent/flags/load-flags.ts'
import type { AgentFlags } from '../agent/flags/load-flags.ts'
import { loggingLevels } from '../agent/flags/logging-levels.ts'
import { usage } from '../agent/flags/usage.ts'
import { agent } from '../plugins/agent.ts'
import { packageVersion } from '../util/package-version.ts'
import { noSchemas } from './no-schemas.ts'

export interface Invocation {
  /** Without node and the script. */
  argv: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
}

const BOOT_LIMIT_MS = 60_000
const CLOSE_LIMIT_MS = 30_000

/** The program `mesos-agent`: resolves with the exit code when it has said what was asked, or could not start; else when it listens and has recovered. */
export async function runAgent ({ argv, env, stdout, stderr }: Invocation): Promise<number> {
  let flags: AgentFlags
  try {
    flags = await loadFlags({ argv, env })
  } catch (error) {
    stderr.write(`${(error as Error).message}\n`)
    return 1
  }
  if (flags.help) {
    stdout.write(usage('mesos-agent', agentFlagTable))
    return 0
  }
  if (flags.version) {
    stdout.write(`mesos-agent ${packageVersion}\n`)
    return 0
  }
  for (const warning of flags.warnings) stderr.write(`${warning}\n`)
  const app = fastify({
    logger: { level: loggingLevels[flags.loggingLevel]!, stream: stderr },
    // Requests are not logged one by one: a busy framework makes thousands.
    childLoggerFactory: (logger, bindings, options) => logger.child(bindings, { ...options, level: 'warn' }),
    forceCloseConnections: true,
    schemaController: noSchemas,
    routerOptions: { ignoreTrailingSlash: true },
    pluginTimeout: BOOT_LIMIT_MS + flags.engineWait
  })
  const cleanup = flags.recover === 'cleanup'
  try {
    await app.register(agent, { flags })
    await (cleanup ? app.ready() : listen(app, flags))
    await app.mesosAgent.recovered
  } catch (error) {
    stderr.write(`Failed to ${cleanup ? 'clean up' : 'start the agent'}: ${(error as Error).message}\n`)
    await app.close()
    return 1
  }
  if (cleanup) await app.close()
  return 0
}

async function listen (app: FastifyInstance, { ip, port }: AgentFlags): Promise<void> {
  await app.listen({ host: ip, port })
  closeWithGrace({ delay: CLOSE_LIMIT_MS, logger: app.log }, () => app.close())
}
