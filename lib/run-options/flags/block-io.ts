import { append } from '../append.ts'
import { parseInteger } from '../parse/integer.ts'
import { parseSize } from '../parse/size.ts'
import type { Flag } from './flag.ts'

const perDevice = (key: string, member: string, parse: (text: string) => number | undefined): Flag => ({ host }, value, refuse) => {
  const [, path, text] = /^(\/dev\/[^:]+):([^:]+)$/.exec(value) ?? refuse('must be /dev/<device>:<value>')
  append(host, key, { Path: path, [member]: parse(text as string) ?? refuse('has no valid value after the colon') })
}

const positiveInteger = (text: string): number | undefined => text.startsWith('-') ? undefined : parseInteger(text)

const weight = (text: string): number | undefined => {
  const value = parseInteger(text)
  return value !== undefined && value >= 10 && value <= 1000 ? value : undefined
}

/** Weights and rates per block device. */
export const blockIoFlags: Record<string, Flag> = {
  'blkio-weight-device': perDevice('BlkioWeightDevice', 'Weight', weight),
  'device-read-bps': perDevice('BlkioDeviceReadBps', 'Rate', parseSize),
  'device-read-iops': perDevice('BlkioDeviceReadIOps', 'Rate', positiveInteger),
  'device-write-bps': perDevice('BlkioDeviceWriteBps', 'Rate', parseSize),
  'device-write-iops': perDevice('BlkioDeviceWriteIOps', 'Rate', positiveInteger)
}
