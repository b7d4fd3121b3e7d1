import type { CheckpointStore } from '../../types/checkpoint.ts'
import type { Clock } from '../../types/clock.ts'
import type { ImageRecord } from '../../types/images.ts'
import type { Log } from '../../types/log.ts'
import type { Metrics } from '../../types/metrics.ts'
import { systemClock } from '../util/system-clock.ts'
import type { Headroom } from './ensure-headroom.ts'
import type { RegistryConfig } from './parse-registry-config.ts'
import type { PullPatience } from './patient-pull.ts'
import type { PullDeadlines } from './watched-pull.ts'

export interface ImageStoreOptions extends PullDeadlines, PullPatience {
  clock: Clock
  log: Log
  metrics: Pick<Metrics, 'count' | 'time'>
  /** From 0 to 1: spreads the pauses between tries. */
  random: () => number
  /** Credentials for sandboxes that have none of their own. */
  dockerConfig?: RegistryConfig | undefined
  helperTimeoutMs: number
  /** Runs also the helpers that a sandbox's config names. */
  allowSandboxHelpers: boolean
  parallelPulls: number
  /** Leaves fetched credentials in the sandbox, where the container sees them. */
  keepCredentials: boolean
  /** Asks the registry for every image that came from one, so that nobody starts what only another's credentials opened. */
  verifyImageAccess: boolean
  /** What was pulled, and so may be pruned. Without it nothing is. */
  records?: CheckpointStore<ImageRecord> | undefined
  /** How long after its last use an image is safe from pruning, milliseconds. */
  pruneGraceMs: number
  /** References that are never pruned. */
  excluded: readonly string[]
  /** Looked at before each pull. */
  headroom?: Headroom | undefined
}

const nothing = (): void => {}

export const imageStoreDefaults: ImageStoreOptions = {
  clock: systemClock,
  log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  metrics: { count: nothing, time: nothing },
  random: Math.random,
  helperTimeoutMs: 60_000,
  allowSandboxHelpers: false,
  parallelPulls: 3,
  keepCredentials: false,
  verifyImageAccess: false,
  pruneGraceMs: 60_000,
  excluded: [],
  beginMs: 300_000,
  inactivityMs: 120_000,
  attempts: 5,
  pauseMs: 1000,
  longestPauseMs: 30_000,
  totalMs: 7_200_000
}
