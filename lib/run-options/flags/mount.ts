import { append } from '../append.ts'
import { assign } from '../assign.ts'
import { parseBoolean } from '../parse/boolean.ts'
import { parseCsv } from '../parse/csv.ts'
import { parseKeyValue } from '../parse/key-value.ts'
import { parseSize } from '../parse/size.ts'
import type { Flag, Refuse } from './flag.ts'

const ALIASES: Record<string, string> = { src: 'source', dst: 'target', destination: 'target', ro: 'readonly' }
const OPTIONS: Record<string, string> = { bind: 'BindOptions', volume: 'VolumeOptions', tmpfs: 'TmpfsOptions' }

/** `--mount type=…,source=…,target=…,…`; a bare `readonly` counts as true. Without a type it is a volume. */
export const mount: Flag = ({ host }, value, refuse) => {
  const result: Record<string, unknown> = { Type: 'volume' }
  for (const field of parseCsv(value) ?? refuse('has unbalanced quotes')) {
    const [name, text] = parseKeyValue(field) ?? [field, 'true']
    const key = ALIASES[name.toLowerCase()] ?? name.toLowerCase()
    const set = fields[key] ?? refuse(`has the unknown field "${key}"`)
    set(result, text, refuse)
  }
  const type = result['Type'] as string
  for (const [other, options] of Object.entries(OPTIONS)) {
    if (other !== type && result[options] !== undefined) refuse(`has options of ${other} beside the type ${type}`)
  }
  if (!String(result['Target']).startsWith('/')) refuse('must have an absolute target')
  const source = String(result['Source'] ?? '')
  if (type === 'bind' && !source.startsWith('/')) refuse('must have an absolute source')
  if (type === 'tmpfs' && source !== '') refuse('a tmpfs has no source')
  append(host, 'Mounts', result)
}

type Field = (mount: Record<string, unknown>, text: string, refuse: Refuse) => void

const fields: Record<string, Field> = {
  type: (mount, text, refuse) => { mount['Type'] = text in OPTIONS ? text : refuse('must be of type bind, volume or tmpfs') },
  source: (mount, text) => { mount['Source'] = text },
  target: (mount, text) => { mount['Target'] = text },
  readonly: (mount, text, refuse) => { mount['ReadOnly'] = boolean(text, refuse) },
  'bind-propagation': (mount, text, refuse) => {
    assign(mount, 'BindOptions', { Propagation: /^r?(shared|slave|private)$/.test(text) ? text : refuse('has an unknown propagation') })
  },
  'bind-nonrecursive': (mount, text, refuse) => assign(mount, 'BindOptions', { NonRecursive: boolean(text, refuse) }),
  'volume-nocopy': (mount, text, refuse) => assign(mount, 'VolumeOptions', { NoCopy: boolean(text, refuse) }),
  'volume-label': (mount, text) => {
    const [key, label] = parseKeyValue(text) ?? [text, '']
    inOptions(mount, 'Labels', { [key]: label })
  },
  'volume-driver': (mount, text) => inOptions(mount, 'DriverConfig', { Name: text }),
  'volume-opt': (mount, text, refuse) => {
    const [key, option] = parseKeyValue(text) ?? refuse('has a volume-opt that is not key=value')
    const driver = { ...(mount['VolumeOptions'] as { DriverConfig?: object } | undefined)?.DriverConfig }
    assign(driver, 'Options', { [key]: option })
    inOptions(mount, 'DriverConfig', driver)
  },
  'tmpfs-size': (mount, text, refuse) => assign(mount, 'TmpfsOptions', { SizeBytes: parseSize(text) ?? refuse('has no valid tmpfs-size') }),
  'tmpfs-mode': (mount, text, refuse) => assign(mount, 'TmpfsOptions', { Mode: /^[0-7]{1,4}$/.test(text) ? parseInt(text, 8) : refuse('has no octal tmpfs-mode') })
}

function boolean (text: string, refuse: Refuse): boolean {
  return parseBoolean(text) ?? refuse('has a field that must be true or false')
}

function inOptions (mount: Record<string, unknown>, key: string, entries: object): void {
  const options = { ...mount['VolumeOptions'] as object | undefined }
  assign(options, key, entries)
  mount['VolumeOptions'] = options
}
