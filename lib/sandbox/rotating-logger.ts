import { join } from 'node:path'
import type { CheckpointStore } from '../../types/checkpoint.ts'
import type { OutputStream } from '../../types/docker-engine.ts'
import type { ContainerLogger, LogRequest, SandboxLogs } from '../../types/sandbox.ts'
import { openLogFile } from './open-log-file.ts'
import { openLogs } from './open-logs.ts'
import { RotatingFile } from './rotating-file.ts'
import type { Rotated } from './rotating-file.ts'
import { rotationOf } from './rotation.ts'
import type { Rotation } from './rotation.ts'

const streams: readonly OutputStream[] = ['stdout', 'stderr']
const keyOf = (containerKey: string, stream: OutputStream): string => `${containerKey}/${stream}`

/**
 * As the sandbox logger, with files that are rotated when they are full, as the original's logrotate logger does with a process for
 * each container; a task's environment may say otherwise under the same names. What was rotated is recorded: where
 * a stream ended is known after a crash too.
 */
export class RotatingLogger implements ContainerLogger {
  readonly #defaults: Rotation
  readonly #records: CheckpointStore<Rotated>

  constructor (defaults: Rotation, records: CheckpointStore<Rotated>) {
    this.#defaults = defaults
    this.#records = records
  }

  validate ({ commandInfo }: Pick<LogRequest, 'commandInfo'>): void {
    for (const stream of streams) rotationOf(this.#defaults, stream, commandInfo)
  }

  open (request: LogRequest): Promise<SandboxLogs> {
    const { containerKey, directory, commandInfo } = request
    const records = this.#records
    return openLogs(request, async (stream, owner) => {
      const rotation = rotationOf(this.#defaults, stream, commandInfo)
      const key = keyOf(containerKey, stream)
      return await RotatingFile.open({
        path: join(directory, stream), rotation, open: (path) => openLogFile(path, owner), record: (rotated) => records.write(key, rotated)
      }, await records.read(key))
    })
  }

  async forget (containerKey: string): Promise<void> {
    await Promise.all(streams.map((stream) => this.#records.remove(keyOf(containerKey, stream))))
  }
}
