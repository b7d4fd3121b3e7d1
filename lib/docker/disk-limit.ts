import type { Resource, ResourceStatistics } from '../../types/mesos-v1.ts'
import type { DiskMeter } from '../../types/sandbox.ts'
import { errors } from '../errors.ts'
import { diskQuota } from '../run-options/disk-quota.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import type { StopIntent } from './stop-intent.ts'

/** What the sandbox of a container takes of the disk, and may. The container's own file system is not in it, see `docker_limit_disk`. */
export class DiskLimit {
  readonly #run: DockerRun
  readonly #stop: StopIntent
  readonly #meter: DiskMeter

  constructor ({ disk }: Pick<DockerParts, 'disk'>, run: DockerRun, stop: StopIntent) {
    this.#run = run
    this.#stop = stop
    this.#meter = disk(run.config.directory)
  }

  get #quota (): number | undefined {
    return this.#run.diskQuotaBytes ?? diskQuota(this.#run.config.resources)
  }

  /** It has other resources now. Throws CONTAINERIZER_ERR_UPDATE_FAILED for another quota where an executor enforces it, which nobody tells of that. */
  change (resources: Resource[]): void {
    const quota = diskQuota(resources)
    if (quota === undefined || quota === this.#quota) return
    if (this.#run.taskName !== undefined && this.#meter.enforces) {
      throw new errors.CONTAINERIZER_ERR_UPDATE_FAILED(`Container ${this.#run.taskName} keeps its limits: its executor (docker_mesos_image) enforces the disk quota that it was started with`)
    }
    this.#run.diskQuotaBytes = quota
    this.#stop.changed()
  }

  /** It runs: where quotas are enforced it is ended, without a grace as in the original, when its sandbox takes too much. An executor in a container of its own sees to that. */
  started (): void {
    if (this.#run.taskName !== undefined) return
    this.#meter.watch({
      quota: () => this.#quota,
      exceeded: (excess) => { if (this.#stop.cause === null) this.#stop.begin('DISK', 0, excess) },
      signal: this.#stop.over
    })
  }

  async statistics (): Promise<Pick<ResourceStatistics, 'diskLimitBytes' | 'diskUsedBytes'>> {
    const [limit, used] = [this.#quota, await this.#meter.usage()]
    return { ...(limit === undefined ? {} : { diskLimitBytes: limit }), ...(used === undefined ? {} : { diskUsedBytes: used }) }
  }
}
