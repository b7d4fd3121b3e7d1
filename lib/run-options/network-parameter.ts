import { newDraft } from './draft.ts'
import type { Draft } from './draft.ts'
import type { Flag, Refuse } from './flags/flag.ts'
import { networkFlags } from './flags/network.ts'
import { parseCsv } from './parse/csv.ts'
import { parseKeyValue } from './parse/key-value.ts'
import { assign } from './assign.ts'

const SETTINGS: Record<string, string> = { alias: 'network-alias', ip: 'ip', ip6: 'ip6', 'link-local-ip': 'link-local-ip', 'mac-address': 'mac-address' }

/**
 * `--network mode` or `--network name=…,alias=…,ip=…`. The first takes the place of all networks that DockerInfo chose,
 * each further one is joined beside it.
 */
export function networkParameter (draft: Draft, value: string, refuse: Refuse, first: boolean): void {
  if (first) {
    draft.endpoint = {}
    draft.others = new Map()
    draft.host.NetworkMode = read(draft, value, refuse)
    return
  }
  const other = newDraft(draft.body.Image)
  const name = read(other, value, refuse)
  if (other.body.MacAddress !== undefined) refuse('only the first network takes a MAC address')
  if (name === draft.host.NetworkMode || draft.others.has(name)) refuse('is named twice')
  draft.others.set(name, other.endpoint)
}

function read (draft: Draft, value: string, refuse: Refuse): string {
  if (!value.includes('=')) return named(value, refuse)
  let name = ''
  for (const field of parseCsv(value) ?? refuse('has unbalanced quotes')) {
    const [key, text] = parseKeyValue(field) ?? refuse('must be a network or key=value pairs')
    const setting = SETTINGS[key]
    if (key === 'name') name = text
    else if (key === 'driver-opt') driverOption(draft, text, refuse)
    else (setting === undefined ? refuse(`has the unknown field "${key}"`) : networkFlags[setting] as Flag)(draft, text, refuse)
  }
  return named(name, refuse)
}

function named (mode: string, refuse: Refuse): string {
  return mode === '' || mode === 'container:' ? refuse('must name a network') : mode
}

function driverOption ({ endpoint }: Draft, text: string, refuse: Refuse): void {
  const [key, option] = parseKeyValue(text) ?? refuse('has a driver-opt that is not key=value')
  assign(endpoint, 'DriverOpts', { [key]: option })
}
