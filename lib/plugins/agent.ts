import { join, resolve } from 'node:path'
import fp from 'fastify-plugin'
import type { FastifyInstance } from 'fastify'
import type { RecoveredRun } from '../../types/agent-state.ts'
import type {} from '../../types/fastify.ts'
import type { TaskInfo } from '../../types/mesos-v1.ts'
import type { FrameworkRecord, TaskRecord } from '../../types/scheduler.ts'
import { agentIdentity } from '../agent/agent-identity.ts'
import type { AgentRun } from '../agent/agent-run.ts'
import { AgentRunner } from '../agent/agent-runner.ts'
import { AgentTaskRunner } from '../agent/agent-task-runner.ts'
import { cleanUp } from '../agent/clean-up.ts'
import { completeTask } from '../agent/complete-task.ts'
import { describeAgent } from '../agent/describe-agent.ts'
import { executorAddress } from '../agent/executors/executor-address.ts'
import type { ExecutorRecord } from '../agent/executors/executor-record.ts'
import { ExecutorRunner } from '../agent/executors/executor-runner.ts'
import { executorGenerator } from '../agent/executors/generated-executor.ts'
import { isExecutorRecord } from '../agent/executors/is-executor-record.ts'
import { loadTokens } from '../agent/executors/load-tokens.ts'
import { parseContainerInfo } from '../agent/flags/container-info.ts'
import { parseExecutorVariables } from '../agent/flags/executor-variables.ts'
import { fetcherOptions } from '../agent/flags/fetcher-options.ts'
import type { AgentFlags } from '../agent/flags/load-flags.ts'
import { SandboxFiles } from '../agent/operator/sandbox-files.ts'
import { StandaloneContainers } from '../agent/operator/standalone-containers.ts'
import { diskUsage } from '../agent/gc/disk-usage.ts'
import { SandboxGc } from '../agent/gc/sandbox-gc.ts'
import { ipNumber } from '../agent/ip-number.ts'
import { measureAgent } from '../agent/measure-agent.ts'
import { LocalMaster } from '../agent/scheduler/local-master.ts'
import { FileCheckpointStore } from '../checkpoint/file-checkpoint-store.ts'
import { isRunRecord } from '../checkpoint/is-run-record.ts'
import { prepareSandboxPath } from '../checkpoint/prepare-sandbox-path.ts'
import { deferred } from '../util/deferred.ts'
import { packageVersion } from '../util/package-version.ts'
import { systemClock } from '../util/system-clock.ts'
import { containerizers } from './containerizers.ts'
import { dockerContainerizer } from './docker-containerizer.ts'
import type { DockerContainerizerOptions } from './docker-containerizer-options.ts'
import { dockerFlags } from './docker-flags.ts'
import { executorApi } from './executor-api.ts'
import { executorListener } from './executor-listener.ts'
import { fetcher } from './fetcher.ts'
import { mesosContainerizer } from './mesos-containerizer.ts'
import { operatorApi } from './operator-api.ts'
import { schedulerApi } from './scheduler-api.ts'

export interface AgentOptions {
  /** As loadFlags gives them. */
  flags: AgentFlags
  /** What no flag can say to the docker containerizer. */
  docker?: Pick<DockerContainerizerOptions, 'hooks' | 'secretResolver'>
}

/**
 * A whole agent in local mode: the chain of `--containerizers`, a task runner, and the scheduler API through which
 * frameworks reach it.
 */
async function plugin (app: FastifyInstance, { flags, docker = {} }: AgentOptions): Promise<void> {
  const workDir = resolve(flags.workDir)
  const { agentId, fresh, rebooted } = await agentIdentity(workDir)
  const meta = join(workDir, 'meta', 'slaves', agentId)
  const clock = systemClock
  // What a power cut takes from records that are not durable, the containers themselves give back.
  const { strict } = flags

  // Hooks of closing run backwards: this one after the containerizers have closed, so that what ends with them is kept.
  const closing: Array<() => Promise<void>> = []
  app.addHook('onClose', async () => { await Promise.all(closing.map(close => close())) })
  let loaded: Promise<number> | undefined
  let began = 0
  let recoveryMs: number | undefined
  await app.register(containerizers, {
    containerizers: flags.containerizers,
    destroyOnClose: flags.destroyOnClose,
    async state () {
      began = clock.now()
      loaded = master.load()
      // Without it the containers are recovered all the same; frameworks are not served, which is told below.
      const broken = await loaded.catch(() => 1)
      const [tasks, others] = [await runner.load(), await standalone.load()]
      const unreadable = [...tasks.unreadable, ...others.unreadable]
      metrics.count('slave/recovery_errors', broken + unreadable.length)
      return fresh ? null : { agentId: { value: agentId }, rebooted, unreadable, runs: [...tasks.runs, ...others.runs] }
    }
  })
  await registerContainerizers(app, { flags, docker }, workDir, agentId)

  const { metrics } = app.containerizers
  const hands = {
    agentInfo: await describeAgent(flags, workDir, agentId),
    ip: flags.ip,
    containerizers: app.containerizers,
    prepareDirectory: (frameworkId: string, executorId: string, containerId: string) => prepareSandboxPath({ workDir, agentId, frameworkId, executorId, containerId }),
    switchUser: flags.switchUser,
    defaultContainerInfo: parseContainerInfo(flags.defaultContainerInfo),
    shutdownGracePeriodMs: flags.executorShutdownGracePeriod,
    clock,
    log: app.log,
    metrics
  }
  const tokens = await loadTokens(flags)
  const executors = new ExecutorRunner({
    ...hands,
    records: new FileCheckpointStore<ExecutorRecord>(join(meta, 'executors'), { durable: false, strict, isRecord: isExecutorRecord }),
    framework: id => master.framework(id)?.info,
    address: container => executorAddress(container, { ip: flags.ip, executorIp: flags.executorIp, port: hands.agentInfo.port as number }),
    tokens,
    variables: parseExecutorVariables(flags.executorEnvironmentVariables),
    registrationTimeoutMs: flags.executorRegistrationTimeout,
    reregistrationTimeoutMs: flags.executorReregistrationTimeout,
    recoveryTimeoutMs: flags.recoveryTimeout
  })
  const commands = new AgentTaskRunner({ ...hands, runs: new FileCheckpointStore<AgentRun>(join(meta, 'runs'), { durable: false, strict, isRecord: isRunRecord }) })
  const runner = new AgentRunner(commands, executors, executorGenerator(flags.dockerMesosImage, hands.defaultContainerInfo))
  const standalone = new StandaloneContainers({
    workDir,
    containerizers: app.containerizers,
    switchUser: flags.switchUser,
    records: new FileCheckpointStore<RecoveredRun>(join(meta, 'standalone'), { durable: false, strict, isRecord: isRunRecord }),
    log: app.log
  })
  const master = new LocalMaster({
    runner,
    frameworks: new FileCheckpointStore<FrameworkRecord>(join(workDir, 'meta', 'frameworks'), { strict }),
    tasks: new FileCheckpointStore<TaskRecord>(join(workDir, 'meta', 'tasks'), { durable: false, strict }),
    clock,
    log: app.log,
    heartbeatIntervalMs: flags.httpHeartbeatInterval,
    masterInfo: () => ({
      ip: ipNumber(flags.ip),
      port: runner.agentInfo.port as number,
      hostname: runner.agentInfo.hostname,
      address: { hostname: runner.agentInfo.hostname, ip: flags.ip, port: runner.agentInfo.port as number }
    })
  })
  const listening = deferred<void>()
  closing.push(async () => {
    await runner.close()
    await master.close()
  })
  app.addHook('onListen', async () => {
    const [address] = app.addresses()
    runner.agentInfo.port = (address as { port: number }).port
    listening.resolve()
  })
  const recovered = app.containerizers.recovered.then(async () => {
    runner.settle()
    standalone.settle()
    await loaded
    master.settle()
    recoveryMs = clock.now() - began
    if (flags.recover === 'cleanup') await cleanUp(app.containerizers)
  })
  measureAgent({ commands, runner, master, recoveryMs: () => recoveryMs, clock, metrics })
  const inUse = (): Set<string> => new Set([...app.containerizers.containers(), ...runner.running().map(({ containerId }) => containerId), ...standalone.containers()].map(({ value }) => value))
  const gc = new SandboxGc({
    workDir, begin: recovered, delayMs: flags.gcDelay, headroom: flags.gcDiskHeadroom, intervalMs: flags.diskWatchInterval, inUse, usage: () => diskUsage(workDir), clock, log: app.log, metrics
  })
  closing.push(() => gc.close())
  Promise.all([recovered, listening.promise]).then(() => executors.expectBack(), () => {})
  recovered.catch((err: unknown) => app.log.error({ err }, 'the agent cannot serve frameworks'))
  app.decorate('mesosAgent', { recovered })
  await app.register(schedulerApi, { master })
  await app.register(executorApi, {
    runner: executors,
    tokens,
    recovered: () => master.recovered,
    hasFramework: id => master.framework(id) !== undefined
  })
  if (flags.executorIp !== undefined) await app.register(executorListener, { ip: flags.executorIp })
  await app.register(operatorApi, {
    recovered: () => master.recovered,
    engine: () => app.hasDecorator('dockerContainerizer') ? app.dockerContainerizer.engineReport() : null,
    parts: {
      containerizers: app.containerizers,
      standalone,
      files: new SandboxFiles(join(workDir, 'slaves', agentId)),
      executors: () => runner.running(),
      flags: flags.texts,
      version: { version: packageVersion },
      metrics,
      imageOf: containerId => app.hasDecorator('dockerContainerizer') ? app.dockerContainerizer.image(containerId) : null,
      ...(flags.containerizers.includes('docker') ? { plan: (task: TaskInfo) => app.dockerContainerizer.plan(completeTask(task, parseContainerInfo(flags.defaultContainerInfo))) } : {})
    }
  })
}

async function registerContainerizers (app: FastifyInstance, { flags, docker }: AgentOptions, workDir: string, agentId: string): Promise<void> {
  await app.register(fetcher, fetcherOptions(flags, workDir))
  const shared = { workDir, agentId, strict: flags.strict }
  if (flags.containerizers.includes('docker')) await app.register(dockerContainerizer, { ...shared, ...dockerFlags(flags), ...docker })
  if (flags.containerizers.includes('mesos')) await app.register(mesosContainerizer, { ...shared, enforceDiskQuota: flags.enforceContainerDiskQuota, diskWatchIntervalMs: flags.containerDiskWatchInterval })
}

/** `app.register(agent, { flags })`; options are AgentOptions. */
export const agent = fp(plugin, { name: 'mesos-agent', fastify: '5.x' })
