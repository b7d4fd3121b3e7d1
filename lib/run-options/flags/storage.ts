import { append } from '../append.ts'
import { assign } from '../assign.ts'
import { isBindMode } from '../parse/bind-mode.ts'
import { parseKeyValue } from '../parse/key-value.ts'
import { parseSize } from '../parse/size.ts'
import { hostBoolean, hostList, hostText } from './flag.ts'
import type { Flag } from './flag.ts'
import { mount } from './mount.ts'

const volume: Flag = ({ body, host }, value, refuse) => {
  const parts = value.split(':')
  const [first = '', second, mode] = parts
  if (parts.length > 3 || first === '' || second === '') refuse('must be [host-path or name:]container-path[:options]')
  const target = second ?? first
  if (!target.startsWith('/')) refuse('must have an absolute path in the container')
  if (mode !== undefined && !isBindMode(mode, !first.startsWith('/'))) refuse('has options that are unknown or do not go together')
  if (second === undefined) return assign(body, 'Volumes', { [target]: {} })
  // The CLI would resolve ./ and ~ in its own working and home directory.
  if (!first.startsWith('/') && !/^[A-Za-z0-9][A-Za-z0-9_.-]+$/.test(first)) refuse('must begin with an absolute host path or the name of a volume')
  append(host, 'Binds', value)
}

const tmpfs: Flag = ({ host }, value, refuse) => {
  const [path, options] = parseKeyValue(value, ':') ?? [value, '']
  assign(host, 'Tmpfs', { [path.startsWith('/') ? path : refuse('must be an absolute path')]: options })
}

const storageOpt: Flag = ({ host }, value, refuse) => {
  const [key, size = ''] = parseKeyValue(value) ?? []
  if (key !== 'size' || parseSize(size) === undefined) refuse('must be size=<size>')
  assign(host, 'StorageOpt', { size })
}

export const storageFlags: Record<string, Flag> = {
  mount,
  'read-only': hostBoolean('ReadonlyRootfs'),
  'storage-opt': storageOpt,
  tmpfs,
  volume,
  'volume-driver': hostText('VolumeDriver'),
  'volumes-from': hostList('VolumesFrom')
}
