import { blockIoFlags } from './block-io.ts'
import { deviceFlags } from './devices.ts'
import type { Flag } from './flag.ts'
import { healthFlags } from './health.ts'
import { loggingFlags } from './logging.ts'
import { networkFlags } from './network.ts'
import { platformFlags } from './platform.ts'
import { portFlags } from './ports.ts'
import { processFlags } from './process.ts'
import { refusedFlags } from './refused.ts'
import { resourceFlags } from './resources.ts'
import { securityFlags } from './security.ts'
import { storageFlags } from './storage.ts'

/** Every long flag of docker run except `network` and `net`. */
export const flagTable: ReadonlyMap<string, Flag> = new Map(Object.entries({
  ...blockIoFlags,
  ...deviceFlags,
  ...healthFlags,
  ...loggingFlags,
  ...networkFlags,
  ...platformFlags,
  ...portFlags,
  ...processFlags,
  ...refusedFlags,
  ...resourceFlags,
  ...securityFlags,
  ...storageFlags
}))
