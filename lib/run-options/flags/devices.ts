import { append } from '../append.ts'
import { parseCsv } from '../parse/csv.ts'
import { parseInteger } from '../parse/integer.ts'
import { parseKeyValue } from '../parse/key-value.ts'
import type { Flag, Refuse } from './flag.ts'

const MODE = /^(?!.*(.).*\1)[rwm]{1,3}$/

const device: Flag = ({ host }, value, refuse) => {
  const parts = value.split(':')
  const [path = '', second, third] = parts
  if (!path.startsWith('/') || parts.length > 3) refuse('must be host-path[:container-path][:rwm]')
  const onlyMode = third === undefined && second !== undefined && MODE.test(second)
  const permissions = onlyMode ? second : third ?? 'rwm'
  const inside = onlyMode || second === undefined ? path : second
  if (!MODE.test(permissions)) refuse('has a mode that is not made of r, w and m')
  if (!inside.startsWith('/')) refuse('must have an absolute path in the container')
  append(host, 'Devices', { PathOnHost: path, PathInContainer: inside, CgroupPermissions: permissions })
}

const cgroupRule: Flag = ({ host }, value, refuse) => {
  append(host, 'DeviceCgroupRules', /^[acb] (\d+|\*):(\d+|\*) [rwm]{1,3}$/.test(value) ? value : refuse('must be like "c 13:* rwm"'))
}

const gpus: Flag = ({ host }, value, refuse) => {
  const request: Record<string, unknown> = {}
  for (const [i, field] of (parseCsv(value) ?? refuse('has unbalanced quotes')).entries()) {
    const pair = parseKeyValue(field)
    if (pair === undefined && i > 0) refuse('must be a count or key=value pairs')
    const [key, text] = pair ?? ['count', field]
    Object.assign(request, gpuField(key, text, refuse))
  }
  if (request['Count'] === undefined) request['Count'] = request['DeviceIDs'] === undefined ? 1 : 0
  append(host, 'DeviceRequests', { Driver: '', DeviceIDs: [], Capabilities: [['gpu']], Options: {}, ...request })
}

function gpuField (key: string, text: string, refuse: Refuse): object {
  switch (key) {
    case 'count': return { Count: text === 'all' ? -1 : parseInteger(text) ?? refuse('must have a whole number, or all, as count') }
    case 'device': return { DeviceIDs: text.split(',') }
    case 'driver': return { Driver: text }
    case 'capabilities': return { Capabilities: [[...text.split(','), 'gpu']] }
    default: return refuse('knows count, device, driver and capabilities only')
  }
}

export const deviceFlags: Record<string, Flag> = { device, 'device-cgroup-rule': cgroupRule, gpus }
