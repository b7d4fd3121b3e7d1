import { join } from 'node:path'
import type { ContainerLogger } from '../../types/sandbox.ts'
import { FileCheckpointStore } from '../checkpoint/file-checkpoint-store.ts'
import type { Rotated } from '../sandbox/rotating-file.ts'
import { RotatingLogger } from '../sandbox/rotating-logger.ts'
import { DEFAULT_ROTATION } from '../sandbox/rotation.ts'
import { SandboxLogger } from '../sandbox/sandbox-logger.ts'
import type { ReadDockerOptions } from './docker-containerizer-options.ts'

/** The logger that the options ask for. `meta` is the directory of this agent's records. */
export function containerLogger ({ containerLogger: asked, rotation }: Pick<ReadDockerOptions, 'containerLogger' | 'rotation'>, meta: string): ContainerLogger {
  if (asked === 'sandbox') return new SandboxLogger()
  if (asked !== 'rotating') return asked
  // Not durable, as the files themselves are not.
  return new RotatingLogger({ ...DEFAULT_ROTATION, ...rotation }, new FileCheckpointStore<Rotated>(join(meta, 'docker-rotation'), { durable: false, strict: false }))
}
