import { loggingLevels } from '../agent/flags/logging-levels.ts'
import { usage } from '../agent/flags/usage.ts'
import { reachEngine } from '../docker/preflight/reach-engine.ts'
import { connectEngine } from '../engine/connect-engine.ts'
import { AgentCalls } from '../executor/client/agent-calls.ts'
import { requireDu } from '../sandbox/require-du.ts'
import { packageVersion } from '../util/package-version.ts'
import { systemClock } from '../util/system-clock.ts'
import { dockerExecutor } from './docker-executor.ts'
import { dockerExecutorFlagTable, loadDockerExecutorFlags } from './docker-executor-flags.ts'
import type { DockerExecutorFlags } from './docker-executor-flags.ts'
import { executorParts } from './executor-parts.ts'
import { executorVariables } from './executor-variables.ts'
import type { ExecutorVariables } from './executor-variables.ts'
import { lineLog } from './line-log.ts'
import { probe } from './probe.ts'

export interface Invocation {
  /** Without node and the script. */
  argv: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
  /** Aborted: the task is killed and the program ends. */
  signal: AbortSignal
}

const ENGINE_WAIT_MS = 30_000

/** The program `mesos-docker-executor`: runs the one task that its agent gives it. Resolves with the exit code. */
export async function runDockerExecutor ({ argv, env, stdout, stderr, signal }: Invocation): Promise<number> {
  let flags: DockerExecutorFlags
  try {
    flags = await loadDockerExecutorFlags(argv, env)
    for (const warning of flags.warnings) stderr.write(`${warning}\n`)
    if (flags.help) stdout.write(usage('mesos-docker-executor', dockerExecutorFlagTable))
    if (flags.version) stdout.write(`mesos-docker-executor ${packageVersion}\n`)
    if (flags.help || flags.version) return 0
    if (flags.probe !== undefined) return await probe({ file: flags.probe, socketPath: flags.dockerSocket, measures: flags.enforceContainerDiskQuota })
    return await run(flags, executorVariables(env), { stderr, signal })
  } catch (error) {
    stderr.write(`${(error as Error).message}\n`)
    return 1
  }
}

async function run (flags: DockerExecutorFlags, variables: ExecutorVariables, { stderr, signal }: Pick<Invocation, 'stderr' | 'signal'>): Promise<number> {
  if (flags.enforceContainerDiskQuota) await requireDu()
  const clock = systemClock
  const log = lineLog(stderr, loggingLevels[flags.loggingLevel]!)
  const { agentId, shutdownGraceMs } = variables
  const engine = connectEngine({ socketPath: flags.dockerSocket })
  try {
    await reachEngine(engine, { socketPath: flags.dockerSocket, waitMs: ENGINE_WAIT_MS, clock, log })
    // Dear, where there are many containers: an agent knows it.
    const rootDir = flags.engineRootDir ?? (await engine.info()).dockerRootDir
    const { parts, watch } = executorParts(flags, { engine, rootDir, agentId, clock, log })
    watch.start()
    try {
      const { container, sandboxDirectory: directory, taskEnvironment: environment } = flags
      return await dockerExecutor({ ...variables, calls: new AgentCalls(variables), signal, clock, log, task: { parts, container, directory, environment, shutdownGraceMs } })
    } finally {
      await watch.close()
    }
  } finally {
    await engine.close()
  }
}
