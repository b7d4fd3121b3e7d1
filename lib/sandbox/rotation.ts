import type { OutputStream } from '../../types/docker-engine.ts'
import type { CommandInfo } from '../../types/mesos-v1.ts'
import { errors } from '../errors.ts'
import { parseBytes } from '../util/bytes.ts'

/** How one stream is kept. */
export interface Rotation {
  /** Of one file. */
  maxBytes: number
  /** How many are kept beside the one that grows. */
  files: number
  /** Whether all of these but the newest are compressed. */
  compress: boolean
}

// Unlike Mesos, where nothing is kept beside the file that grows unless an option says so.
export const DEFAULT_ROTATION: Readonly<Rotation> = { maxBytes: 10 * 1024 * 1024, files: 5, compress: false }
/** As the original's: a page of memory. */
export const LEAST_BYTES = 4096
export const MOST_FILES = 1000
/** Options of logrotate that say what is so in any case. */
const GIVEN = ['delaycompress', 'missingok', 'nocopy', 'nocopytruncate', 'nomail', 'notifempty']

/**
 * How a container's output is kept: as its own environment says, under the names of the original's logger, else by default.
 * Throws CONTAINERIZER_ERR_CONFIG_INVALID for what cannot be honoured.
 */
export function rotationOf (defaults: Rotation, stream: OutputStream, command: CommandInfo | undefined): Rotation {
  const name = stream.toUpperCase()
  const size = `CONTAINER_LOGGER_MAX_${name}_SIZE`
  const options = `CONTAINER_LOGGER_LOGROTATE_${name}_OPTIONS`
  const variable = (wanted: string): string | undefined => command?.environment?.variables?.find((each) => each.name === wanted)?.value
  const asked = variable(size)
  return {
    ...defaults,
    ...(asked === undefined ? {} : { maxBytes: sizeIn(size, asked) }),
    ...optionsIn(options, variable(options) ?? '')
  }
}

function refuse (variable: string, rule: string): never {
  throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`Environment variable ${variable} ${rule}`)
}

function sizeIn (variable: string, text: string): number {
  let bytes = 0
  try {
    bytes = parseBytes(text)
  } catch (error) {
    refuse(variable, `must be a size: ${(error as Error).message}`)
  }
  if (bytes < LEAST_BYTES) refuse(variable, `must be at least ${LEAST_BYTES}B, not '${text}'`)
  return bytes
}

/** Lines of a configuration of logrotate. */
function optionsIn (variable: string, text: string): Partial<Rotation> {
  const rotation: Partial<Rotation> = {}
  for (const line of text.split('\n').map((each) => each.trim())) {
    const count = /^rotate\s+(\d+)$/.exec(line)?.[1]
    if (count !== undefined && Number(count) <= MOST_FILES) rotation.files = Number(count)
    else if (line === 'compress' || line === 'nocompress') rotation.compress = line === 'compress'
    else if (line !== '' && !GIVEN.includes(line)) refuse(variable, `has '${line}': there are only 'rotate <0-${MOST_FILES}>', 'compress', 'nocompress' and ${GIVEN.map((each) => `'${each}'`).join(', ')}`)
  }
  return rotation
}
