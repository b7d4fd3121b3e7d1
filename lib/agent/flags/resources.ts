import type { Resource } from '../../../types/mesos-v1.ts'
import { errors } from '../../errors.ts'
import { camelCase } from './flag-spec.ts'
import { parseValue } from './parse-value.ts'

export interface ParseResourcesOptions {
  /** Role of what names none. Default `*`. */
  defaultRole?: string
}

const standardTypes: Readonly<Record<string, string>> = { cpus: 'SCALAR', mem: 'SCALAR', disk: 'SCALAR', gpus: 'SCALAR', ports: 'RANGES' }

/**
 * Resources in Mesos' text form, `cpus:4;disk(role):100;ports:[31000-32000]` (mem and disk in MB), or as a JSON array of Resource
 * messages. One entry per mention, in the order written, also of nothing (`gpus:0`). Throws CONTAINERIZER_ERR_OPTION_INVALID.
 */
export function parseResources (text: string, { defaultRole = '*' }: ParseResourcesOptions = {}): Resource[] {
  const resources = text.trim().startsWith('[') ? fromJson(text, defaultRole) : fromText(text, defaultRole)
  for (const resource of resources) check(resource)
  const types = new Map<string, string>()
  for (const { name, type } of resources) {
    if ((types.get(name) ?? type) !== type) throw invalid(`Resources with the same name ('${name}') but different types are not allowed`)
    types.set(name, type)
  }
  return resources
}

function fromText (text: string, defaultRole: string): Resource[] {
  return text.split(';').map(token => token.trim()).filter(Boolean).map(token => {
    const pair = token.split(':').filter(Boolean)
    const [left, right] = pair
    if (left === undefined || right === undefined || pair.length !== 2) throw invalid(`Bad value for resources, missing or extra ':' in ${token}`)
    const named = /^([^()]*)(?:\(([^()]*)\))?$/.exec(left.trim())
    if (!named) throw invalid(`Bad value for resources, mismatched parentheses in ${token}`)
    const name = (named[1] as string).trim()
    const { type, scalar, ranges, set } = valueOf(name, right)
    if (type === 'TEXT') throw invalid(`Bad type for resource ${name} value ${right} type TEXT`)
    return { name, type, role: (named[2] ?? defaultRole).trim(), ...(scalar && { scalar }), ...(ranges && { ranges }), ...(set && { set }) }
  })
}

function valueOf (name: string, text: string) {
  try {
    return parseValue(text)
  } catch (cause) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Failed to parse resource ${name} value ${text} error ${(cause as Error).message}`, { cause })
  }
}

function fromJson (text: string, defaultRole: string): Resource[] {
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch (cause) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Failed to parse resources as JSON: ${(cause as Error).message}`, { cause })
  }
  // A text that starts with [ and parses is an array.
  return (camelCaseKeys(list) as Resource[]).map(resource => {
    if (typeof resource?.name !== 'string') throw invalid('Some JSON resources were not formatted properly: every resource needs a name')
    return resource.role === undefined && !resource.reservations?.length ? { ...resource, role: defaultRole } : resource
  })
}

/** JSON has the messages' own snake_case names. */
function camelCaseKeys (value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCaseKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [camelCase(key), camelCaseKeys(item)]))
}

function check (resource: Resource): void {
  const { name, type, scalar, ranges, set } = resource
  if (name === '') throw invalid('Empty resource name')
  const standard = Object.hasOwn(standardTypes, name) ? standardTypes[name] : type
  if (type !== standard) throw invalid(`Resource '${name}' must be of type ${standard}, not ${type}`)
  switch (type) {
    case 'SCALAR':
      if (typeof scalar?.value !== 'number') throw invalid(`Invalid scalar resource: '${name}' has no scalar value`)
      if (scalar.value < 0) throw invalid(`Invalid scalar resource: '${name}' is negative`)
      if (name === 'gpus' && !Number.isInteger(scalar.value)) throw invalid('The \'gpus\' resource must be an unsigned integer')
      return
    case 'RANGES':
      if (!Array.isArray(ranges?.range)) throw invalid(`Invalid ranges resource: '${name}' has no ranges`)
      return
    case 'SET':
      if (!Array.isArray(set?.item)) throw invalid(`Invalid set resource: '${name}' has no items`)
      return
    case 'TEXT':
    default: // JSON may say anything.
      throw invalid(`Bad type for resource ${name} type ${type}`)
  }
}

function invalid (text: string): Error {
  return new errors.CONTAINERIZER_ERR_OPTION_INVALID(text)
}
