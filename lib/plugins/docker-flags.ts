import { parseContainerDns } from '../agent/flags/container-dns.ts'
import { parseDockerPolicy } from '../agent/flags/docker-policy.ts'
import { parseImageGcConfig } from '../agent/flags/image-gc-config.ts'
import type { AgentFlags } from '../agent/flags/load-flags.ts'
import { loggerNames } from '../agent/flags/logger-names.ts'
import type { DockerContainerizerOptions } from './docker-containerizer-options.ts'

/** What the agent's flags say to the docker containerizer alone. */
export function dockerFlags (flags: AgentFlags): Omit<DockerContainerizerOptions, 'workDir'> {
  const imageGc = parseImageGcConfig(flags.imageGcConfig)
  return {
    socketPath: flags.dockerSocket,
    sandboxDirectory: flags.sandboxDirectory,
    cgroupsEnableCfs: flags.cgroupsEnableCfs,
    cgroupsLimitSwap: flags.cgroupsLimitSwap,
    limitDisk: flags.dockerLimitDisk,
    enforceDiskQuota: flags.enforceContainerDiskQuota,
    diskWatchIntervalMs: flags.containerDiskWatchInterval,
    defaultDns: parseContainerDns(flags.defaultContainerDns),
    secretsDirectory: flags.secretsDirectory,
    policy: parseDockerPolicy(flags.dockerPolicy),
    // Nobody would be there to remove them later.
    removeDelayMs: flags.recover === 'cleanup' ? 0 : flags.dockerRemoveDelay,
    ...(flags.dockerMesosImage === undefined ? {} : { dockerMesosImage: flags.dockerMesosImage }),
    stopTimeoutMs: flags.dockerStopTimeout,
    killOrphans: flags.dockerKillOrphans,
    outputTimeoutMs: flags.outputTimeout,
    engineLogMaxBytes: flags.engineLogMaxSize,
    engineLogMaxFiles: flags.engineLogMaxFiles,
    containerLogger: loggerNames[flags.containerLogger]!,
    rotation: { maxBytes: flags.containerLoggerMaxSize, files: flags.containerLoggerFiles, compress: flags.containerLoggerCompress },
    parallelPulls: flags.dockerParallelPulls,
    pullTimeoutMs: flags.dockerPullTimeout,
    pullBeginTimeoutMs: flags.dockerPullBeginTimeout,
    pullStallTimeoutMs: flags.dockerPullStallTimeout,
    pullTries: flags.dockerPullTries,
    allowSandboxCredentialHelpers: flags.dockerAllowSandboxCredentialHelpers,
    keepCredentials: flags.dockerKeepCredentials,
    verifyImageAccess: flags.dockerVerifyImageAccess,
    imageHealth: flags.dockerImageHealth,
    ...(flags.dockerPullHeadroom === undefined ? {} : { pullHeadroomBytes: flags.dockerPullHeadroom }),
    ...(imageGc === undefined ? {} : { imageGc }),
    ...(flags.dockerConfig === undefined ? {} : { dockerConfig: flags.dockerConfig as object }),
    launchesWhileDown: flags.dockerLaunchesWhileDown as 'wait' | 'fail',
    engineWaitMs: flags.engineWait
  }
}
