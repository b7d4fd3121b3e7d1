import type { AgentState } from '../../types/agent-state.ts'
import { errors } from '../errors.ts'

export interface ChainOptions {
  readonly order: readonly string[] | undefined
  readonly state: AgentState | null | (() => Promise<AgentState | null>)
  readonly destroyOnClose: boolean
}

const known = ['containerizers', 'state', 'destroyOnClose']

/** Checks what needs nothing but the options themselves; every refusal names the key and the rule. */
export function readChainOptions (options: object): ChainOptions {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) refuse(key, `is not an option of the containerizers plugin; its options are ${known.join(', ')}`)
  }
  const { containerizers, state = null, destroyOnClose = false }: Record<string, unknown> = { ...options }
  if (typeof destroyOnClose !== 'boolean') refuse('destroyOnClose', 'must be true or false')
  if (!isState(state)) refuse('state', 'must be the agent\'s state, null, or a function that resolves to one of them')
  return Object.freeze({ order: containerizers === undefined ? undefined : readOrder(containerizers), state, destroyOnClose })
}

function readOrder (value: unknown): readonly string[] {
  const names: unknown[] = typeof value === 'string' ? value.split(',').map(name => name.trim()) : Array.isArray(value) ? value : []
  const order = names.filter(name => typeof name === 'string' && name !== '') as string[]
  if (names.length === 0 || order.length < names.length) {
    refuse('containerizers', 'must be a list of names, or one text with commas between them')
  }
  return Object.freeze(order)
}

function isState (value: unknown): value is ChainOptions['state'] {
  return value === null || typeof value === 'function' || (typeof value === 'object' && 'agentId' in value && 'runs' in value)
}

function refuse (key: string, rule: string): never {
  throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Option ${key} ${rule}`)
}
