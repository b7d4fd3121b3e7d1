import { durationText } from '../agent/flags/duration-text.ts'
import type { DockerRun } from '../docker/docker-run.ts'
import type { ExecutorForm } from '../docker/executor-body.ts'
import { errors } from '../errors.ts'
import type { DefaultDns } from '../run-options/default-dns.ts'
import { DEFAULT_ROTATION } from '../sandbox/rotation.ts'
import type { ReadDockerOptions } from './docker-containerizer-options.ts'

/** What the containerizer's options mean for executors in containers of their own. Undefined: there are none. Throws CONTAINERIZER_ERR_OPTION_INVALID for what cannot go along. */
export function executorForm (options: ReadDockerOptions, labels: (run: DockerRun) => Record<string, string>): ExecutorForm | undefined {
  const { dockerMesosImage: image, containerLogger, hooks, policy } = options
  if (image === undefined) return undefined
  if (containerLogger !== 'sandbox' && containerLogger !== 'rotating') throw refused('containerLogger must be sandbox or rotating: an executor has no log of the host')
  if (hooks.some(({ onStatus }) => onStatus !== undefined)) throw refused('hooks must have no onStatus: executors tell the agent of their tasks, not the containerizer')
  const rotation = { ...DEFAULT_ROTATION, ...options.rotation }
  const flags = {
    docker_socket: options.socketPath,
    mapped_directory: options.sandboxDirectory,
    work_dir: options.workDir,
    stop_timeout: durationText(options.stopTimeoutMs),
    output_timeout: durationText(options.outputTimeoutMs),
    cgroups_enable_cfs: String(options.cgroupsEnableCfs),
    cgroups_limit_swap: String(options.cgroupsLimitSwap),
    docker_image_health: String(options.imageHealth),
    docker_limit_disk: String(options.limitDisk),
    enforce_container_disk_quota: String(options.enforceDiskQuota),
    container_disk_watch_interval: durationText(options.diskWatchIntervalMs),
    docker_policy: policy === 'mesos' ? policy : JSON.stringify(policy),
    default_container_dns: dnsText(options.defaultDns),
    engine_log_max_size: `${options.engineLogMaxBytes}B`,
    engine_log_max_files: String(options.engineLogMaxFiles),
    container_logger: containerLogger,
    container_logger_max_size: `${rotation.maxBytes}B`,
    container_logger_files: String(rotation.files),
    container_logger_compress: String(rotation.compress),
    keep_container: 'true',
    only_allowed_host_paths: 'true'
  }
  return { image, socketPath: options.socketPath, labels, flags: Object.entries(flags).map(([name, text]) => `--${name}=${text}`) }
}

/** As the flag has it. */
function dnsText (list: readonly DefaultDns[]): string {
  return JSON.stringify({
    docker: list.map(({ network, networkName, ...dns }) => ({ network_mode: network, ...(networkName === undefined ? {} : { network_name: networkName }), dns }))
  })
}

function refused (rule: string): Error {
  return new errors.CONTAINERIZER_ERR_OPTION_INVALID(`dockerContainerizer: with dockerMesosImage ${rule}`)
}
