import type { Draft } from './draft.ts'
import type { Flag, Refuse } from './flags/flag.ts'
import { networkFlags } from './flags/network.ts'
import { parseCsv } from './parse/csv.ts'
import { parseKeyValue } from './parse/key-value.ts'
import { assign } from './assign.ts'

const SETTINGS: Record<string, string> = { alias: 'network-alias', ip: 'ip', ip6: 'ip6', 'link-local-ip': 'link-local-ip', 'mac-address': 'mac-address' }

/** `--network mode` or `--network name=…,alias=…,ip=…`: takes the place of the network that DockerInfo chose. */
export function networkParameter (draft: Draft, value: string, refuse: Refuse): void {
  draft.endpoint = {}
  if (!value.includes('=')) return setMode(draft, value, refuse)
  for (const field of parseCsv(value) ?? refuse('has unbalanced quotes')) {
    const [key, text] = parseKeyValue(field) ?? refuse('must be a network or key=value pairs')
    const setting = SETTINGS[key]
    if (key === 'name') setMode(draft, text, refuse)
    else if (key === 'driver-opt') driverOption(draft, text, refuse)
    else (setting === undefined ? refuse(`has the unknown field "${key}"`) : networkFlags[setting] as Flag)(draft, text, refuse)
  }
}

function setMode ({ host }: Draft, mode: string, refuse: Refuse): void {
  if (mode === '' || mode === 'container:') refuse('must name a network')
  host.NetworkMode = mode
}

function driverOption ({ endpoint }: Draft, text: string, refuse: Refuse): void {
  const [key, option] = parseKeyValue(text) ?? refuse('has a driver-opt that is not key=value')
  assign(endpoint, 'DriverOpts', { [key]: option })
}
