import { join } from 'node:path'
import type { ContainerLogger } from '../../types/sandbox.ts'
import { FileCheckpointStore } from '../checkpoint/file-checkpoint-store.ts'
import type { Rotated } from '../sandbox/rotating-file.ts'
import { RotatingLogger } from '../sandbox/rotating-logger.ts'
import type { Rotation } from '../sandbox/rotation.ts'
import { SandboxLogger } from '../sandbox/sandbox-logger.ts'
import type { ReadDockerOptions } from './docker-containerizer-options.ts'

// Unlike Mesos, where nothing is kept beside the file that grows unless an option says so.
const DEFAULTS: Rotation = { maxBytes: 10 * 1024 * 1024, files: 5, compress: false }

/** The logger that the options ask for. `meta` is the directory of this agent's records. */
export function containerLogger ({ containerLogger: asked, rotation }: Pick<ReadDockerOptions, 'containerLogger' | 'rotation'>, meta: string): ContainerLogger {
  if (asked === 'sandbox') return new SandboxLogger()
  if (asked !== 'rotating') return asked
  // Not durable, as the files themselves are not.
  return new RotatingLogger({ ...DEFAULTS, ...rotation }, new FileCheckpointStore<Rotated>(join(meta, 'docker-rotation'), { durable: false, strict: false }))
}
