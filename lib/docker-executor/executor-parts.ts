import { join } from 'node:path'
import type { Clock } from '../../types/clock.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'
import type { Log } from '../../types/log.ts'
import { loggerNames } from '../agent/flags/logger-names.ts'
import { MemoryCheckpointStore } from '../checkpoint/memory-checkpoint-store.ts'
import { containerPlanner } from '../docker/container-planner.ts'
import type { DockerParts } from '../docker/docker-parts.ts'
import { inlineSecrets } from '../docker/inline-secrets.ts'
import { LaunchHooks } from '../docker/launch-hooks.ts'
import { enginePaths } from '../docker/own-paths.ts'
import { CatchUp } from '../docker/output/catch-up.ts'
import { CONTAINER_LABEL } from '../docker/ownership-labels.ts'
import { Removals } from '../docker/removals.ts'
import { EngineWatch } from '../docker/watch/engine-watch.ts'
import { taskChecks } from '../executor/checks/task-checks.ts'
import { diskMeters } from '../sandbox/disk-meters.ts'
import { makeLogger } from '../sandbox/make-logger.ts'
import { SecretFiles } from '../sandbox/secret-files.ts'
import { MetricsBook } from '../util/metrics-book.ts'
import type { DockerExecutorFlags } from './docker-executor-flags.ts'
import { readyImages } from './ready-images.ts'

export interface ExecutorPartsRequest {
  /** Already negotiated with. */
  engine: DockerEngine
  /** Where the engine has its data. */
  rootDir: string
  agentId: string
  clock: Clock
  log: Log
}

/**
 * The docker containerizer's parts for one container: sandbox, URIs and image are the agent's, who judged host paths and what the engine can do as
 * well. Nothing is recorded, since a container whose executor is gone is ended. The watch is to be closed.
 */
export function executorParts (flags: DockerExecutorFlags, { engine: bare, rootDir, agentId, clock, log }: ExecutorPartsRequest): { parts: DockerParts, watch: EngineWatch } {
  const metrics = new MetricsBook(clock)
  // One that no agent gave labels has at least what it is watched by.
  const labels = { [CONTAINER_LABEL]: flags.container, ...flags.containerLabels }
  const watch = new EngineWatch({ engine: bare, labels: [`${CONTAINER_LABEL}=${labels[CONTAINER_LABEL]}`], clock, log, metrics, launchesWhileDown: 'wait', imageHealth: flags.dockerImageHealth })
  const { engine, gate } = watch
  const secretFiles = new SecretFiles(join('/dev/shm', `mesos-secrets-${flags.container}`))
  const work = flags.workDir === undefined ? {} : { workDir: flags.workDir }
  const protectedPaths = [...Object.values(work), flags.dockerSocket, rootDir, ...enginePaths]
  const parts: DockerParts = {
    agentId,
    workDirId: '',
    ...work,
    engine,
    gate,
    clock,
    log,
    metrics,
    images: readyImages(engine),
    fetcher: { validate () {}, async fetch () {} },
    createSandbox: async () => {},
    logger: makeLogger(loggerNames[flags.containerLogger]!, {
      rotation: { maxBytes: flags.containerLoggerMaxSize, files: flags.containerLoggerFiles, compress: flags.containerLoggerCompress },
      records: new MemoryCheckpointStore(),
      clock,
      log,
      metrics
    }),
    // What is under way when the program ends, ends with it.
    disk: diskMeters({ enforce: flags.enforceContainerDiskQuota, intervalMs: flags.containerDiskWatchInterval, closing: new AbortController().signal, clock, log, metrics }),
    runs: new MemoryCheckpointStore(),
    anchors: new MemoryCheckpointStore(),
    catchUp: new CatchUp(clock, { begun: true }),
    imageHealth: watch.imageHealth,
    checks: taskChecks({ clock, log, random: Math.random }),
    policy: flags.dockerPolicy,
    protectedPaths,
    onlyAllowed: flags.onlyAllowedHostPaths,
    secretResolver: inlineSecrets,
    secretFiles,
    hooks: new LaunchHooks([], log),
    removals: flags.keepContainer ? { async remove () {}, has: () => false, async close () {} } : new Removals({ engine, clock, log }, 0),
    stopTimeoutMs: flags.stopTimeout,
    outputTimeoutMs: flags.outputTimeout,
    killOrphans: false,
    ...containerPlanner({
      ...work,
      secretFiles,
      policy: flags.dockerPolicy,
      protectedPaths,
      onlyAllowed: flags.onlyAllowedHostPaths,
      sandboxDirectory: flags.mappedDirectory,
      labels: () => labels,
      defaultDns: flags.defaultContainerDns,
      engineLog: { maxBytes: flags.engineLogMaxSize, maxFiles: flags.engineLogMaxFiles },
      cgroupsEnableCfs: flags.cgroupsEnableCfs,
      cgroupsLimitSwap: flags.cgroupsLimitSwap,
      limitDisk: flags.dockerLimitDisk,
      references: false
    })
  }
  return { parts, watch }
}
