import { join } from 'node:path'
import type { Clock } from '../../types/clock.ts'
import type { Log } from '../../types/log.ts'
import type { Metrics } from '../../types/metrics.ts'
import type { ContainerLogger } from '../../types/sandbox.ts'
import { FileCheckpointStore } from '../checkpoint/file-checkpoint-store.ts'
import { makeLogger } from '../sandbox/make-logger.ts'
import type { Rotated } from '../sandbox/rotating-file.ts'
import { DEFAULT_ROTATION } from '../sandbox/rotation.ts'
import type { ReadDockerOptions } from './docker-containerizer-options.ts'

export interface LoggerHost {
  /** Directory of this agent's records. */
  meta: string
  clock: Clock
  log: Log
  metrics: Metrics
}

/** The logger that the options ask for. */
export function containerLogger ({ containerLogger: asked, rotation }: Pick<ReadDockerOptions, 'containerLogger' | 'rotation'>, { meta, ...host }: LoggerHost): ContainerLogger {
  if (typeof asked !== 'string') return asked
  // Not durable, as the files themselves are not.
  const records = new FileCheckpointStore<Rotated>(join(meta, 'docker-rotation'), { durable: false, strict: false })
  return makeLogger(asked, { ...host, rotation: { ...DEFAULT_ROTATION, ...rotation }, records })
}
