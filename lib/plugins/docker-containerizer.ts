import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fp from 'fastify-plugin'
import type { FastifyInstance } from 'fastify'
import type {} from '../../types/fastify.ts'
import type { ContainerConfig } from '../../types/container-config.ts'
import type { ContainerPlan, PlanOptions } from '../../types/container-plan.ts'
import type { PullListener } from '../../types/images.ts'
import type { TaskInfo } from '../../types/mesos-v1.ts'
import { agentIdentity } from '../agent/agent-identity.ts'
import { workDirId } from '../agent/work-dir-id.ts'
import { FileCheckpointStore } from '../checkpoint/file-checkpoint-store.ts'
import { isRunRecord } from '../checkpoint/is-run-record.ts'
import { containerPlanner } from '../docker/container-planner.ts'
import { DockerContainerizer } from '../docker/docker-containerizer.ts'
import type { DockerParts } from '../docker/docker-parts.ts'
import type { DockerRun } from '../docker/docker-run.ts'
import type { ExecutorForm } from '../docker/executor-body.ts'
import { LaunchHooks } from '../docker/launch-hooks.ts'
import { CatchUp } from '../docker/output/catch-up.ts'
import type { LogAnchor } from '../docker/output/log-anchor.ts'
import { enginePaths } from '../docker/own-paths.ts'
import { ownershipLabels, ownLabels } from '../docker/ownership-labels.ts'
import type { Owner } from '../docker/ownership-labels.ts'
import { inlineSecrets } from '../docker/inline-secrets.ts'
import { planLaunch } from '../docker/plan-launch.ts'
import { preflight } from '../docker/preflight/preflight.ts'
import { probeExecutor } from '../docker/preflight/probe-executor.ts'
import { Removals } from '../docker/removals.ts'
import { EngineWatch } from '../docker/watch/engine-watch.ts'
import { errors } from '../errors.ts'
import { connectEngine } from '../engine/connect-engine.ts'
import { loadDockerode } from '../engine/load-dockerode.ts'
import { taskChecks } from '../executor/checks/task-checks.ts'
import { createSandbox } from '../sandbox/create-sandbox.ts'
import { diskMeters } from '../sandbox/disk-meters.ts'
import { requireDu } from '../sandbox/require-du.ts'
import { sharedAbort } from '../util/shared-abort.ts'
import { systemClock } from '../util/system-clock.ts'
import { SecretFiles } from '../sandbox/secret-files.ts'
import { containerLogger } from './container-logger.ts'
import { ensureContainerizers } from './containerizers.ts'
import { dockerContainerizerSchema } from './docker-containerizer-options.ts'
import type { DockerContainerizerOptions, ReadDockerOptions } from './docker-containerizer-options.ts'
import { dockerImages } from './docker-images.ts'
import { executorForm } from './executor-form.ts'
import { ensureFetcher } from './fetcher.ts'
import { readOptions } from './read-options.ts'

const LOAD_DELAY_MS = 250

async function plugin (app: FastifyInstance, given: DockerContainerizerOptions): Promise<void> {
  const options = readOptions<ReadDockerOptions>('dockerContainerizer', dockerContainerizerSchema, given)
  const { workDir, socketPath, sandboxDirectory, defaultDns, cgroupsEnableCfs, stopTimeoutMs, killOrphans, policy, strict, engineWaitMs } = options
  if (app.hasDecorator('dockerContainerizer')) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID('The dockerContainerizer plugin is there already: one of it serves an app')
  if (options.enforceDiskQuota) await requireDu()
  const chain = await ensureContainerizers(app)
  const { frameworksHome, fetchStallTimeoutMs: stallTimeoutMs } = options
  const fetcher = await ensureFetcher(app, { workDir, ...frameworksHome !== undefined && { frameworksHome }, ...stallTimeoutMs !== undefined && { stallTimeoutMs } })
  const form = executorForm(options, run => ownershipLabels(owner, run))
  const bare = connectEngine({ socketPath })
  const clock = systemClock
  const log = app.log
  let facts, agentId: string, owner: Owner, images, watch: EngineWatch, executor: ExecutorForm | undefined
  try {
    facts = await preflight(bare, { socketPath, waitMs: engineWaitMs, clock, log, workDir })
    agentId = options.agentId ?? (await agentIdentity(workDir)).agentId
    owner = { agentId, workDirId: await workDirId(workDir) }
    watch = new EngineWatch({ engine: bare, labels: ownLabels(owner), clock, log, metrics: chain.metrics, launchesWhileDown: options.launchesWhileDown, imageHealth: options.imageHealth })
    images = await dockerImages(watch.engine, options, { agentId, rootDir: facts.engine.rootDir, clock, log, metrics: chain.metrics })
    if (form !== undefined) {
      executor = { ...form, flags: [...form.flags, `--engine_root_dir=${facts.engine.rootDir}`] }
      await images.store.ensure({ image: executor.image, forcePull: false, directory: workDir })
      await probeExecutor(bare, { ...owner, ...executor, workDir })
    }
  } catch (error) {
    await bare.close()
    throw error
  }
  const meta = join(workDir, 'meta', 'slaves', agentId)
  const protectedPaths = [workDir, socketPath, facts.engine.rootDir, ...enginePaths]
  const onlyAllowed = executor !== undefined
  const { engine, gate } = watch
  watch.start()
  const closing = sharedAbort()
  const secretFiles = new SecretFiles(join(options.secretsDirectory, `mesos-secrets-${agentId}`))
  const parts: DockerParts = {
    ...owner,
    engine,
    gate,
    clock,
    log,
    metrics: chain.metrics,
    stopTimeoutMs,
    outputTimeoutMs: options.outputTimeoutMs,
    killOrphans,
    ...(executor === undefined ? {} : { executor }),
    createSandbox,
    checks: taskChecks({ clock, log, random: Math.random }),
    imageHealth: watch.imageHealth,
    workDir,
    images: images.store,
    fetcher,
    logger: containerLogger(options, { meta, clock, log, metrics: chain.metrics }),
    disk: diskMeters({ enforce: options.enforceDiskQuota, intervalMs: options.diskWatchIntervalMs, closing: closing.signal, clock, log, metrics: chain.metrics }),
    // What a power cut takes from these records, the labels of the containers give back.
    runs: new FileCheckpointStore<DockerRun>(join(meta, 'docker'), { durable: false, strict, isRecord: isRunRecord }),
    // As these: the files themselves are not durable either.
    anchors: new FileCheckpointStore<LogAnchor>(join(meta, 'docker-output'), { durable: false, strict: false }),
    catchUp: new CatchUp(clock),
    removals: new Removals({ engine, clock, log }, options.removeDelayMs),
    ...containerPlanner({
      secretFiles,
      protectedPaths,
      onlyAllowed,
      policy,
      workDir,
      sandboxDirectory,
      labels: run => ownershipLabels(owner, run),
      defaultDns,
      engineLog: { maxBytes: options.engineLogMaxBytes, maxFiles: options.engineLogMaxFiles },
      abilities: facts.abilities,
      cgroupsEnableCfs,
      cgroupsLimitSwap: options.cgroupsLimitSwap,
      limitDisk: options.limitDisk,
      references: options.secretResolver !== undefined,
      // In a container of its own the agent does not see what the host has.
      exists: executor === undefined ? existsSync : undefined
    }),
    policy,
    protectedPaths,
    onlyAllowed,
    secretResolver: options.secretResolver ?? inlineSecrets,
    secretFiles,
    hooks: new LaunchHooks(options.hooks, log)
  }
  const containerizer = new DockerContainerizer(parts)
  images.tend((request) => containerizer.collectImages([], request))
  app.decorate('dockerContainerizer', Object.assign(containerizer, {
    preflight: facts,
    plan: (asked: ContainerConfig | TaskInfo, given?: PlanOptions): Promise<ContainerPlan> => planLaunch(parts, asked, given),
    agentId,
    engineReport: () => watch.report,
    pulls: () => images.store.pulls(),
    onPullProgress: (listener: PullListener) => images.store.onPullProgress(listener)
  }))
  chain.register(containerizer, {
    destroyOnClose: options.destroyOnClose,
    sandboxes: join(workDir, 'sandboxes'),
    async close () {
      closing.abort()
      await images.close()
      await containerizer.close()
      await watch.close()
      await bare.close()
    }
  })
  // Not before, for a start is in a hurry, and those who have waited for it come first. Nor at the first launch: there may be more of them at once than files can be open.
  chain.recovered.then(() => clock.sleep(LOAD_DELAY_MS, closing.signal)).then(loadDockerode).catch(() => {})
}

/**
 * The package's main plugin: `app.dockerContainerizer`, a link of `app.containerizers`. Boot fails with a
 * CONTAINERIZER_ERR_* error when an option is wrong, the engine is not there or too old, or `workDir` cannot be written.
 */
export const dockerContainerizer = fp(plugin, { name: 'docker-containerizer', fastify: '5.x' })
