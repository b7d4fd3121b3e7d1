import type { BridgeTraffic } from './bridge-traffic.ts'
import type { DockerBridge } from './docker-bridge.ts'
import { filterVerdict } from './filter-verdict.ts'
import type { FilterRule } from './filter-verdict.ts'
import { subnetWithin } from './subnet-within.ts'

/** What we read of libnftables-json(5). */
interface Chain { family: string, table: string, name: string, hook?: string, policy?: string }
interface Rule { family: string, table: string, chain: string, expr: Statement[] }
type Statement = Record<string, unknown>
type Left = Partial<Record<'meta' | 'payload' | 'ct', { key?: string, protocol?: string, field?: string }>>
type Value = string | number | Value[] | { prefix?: { addr: string, len: number }, set?: Value[] }

const FAMILIES = ['ip', 'inet']
/** Statements that neither narrow a rule down nor end it. */
const HARMLESS = ['counter', 'log']

/**
 * Whether TCP from the docker bridge to this host passes every input chain, judged from `nft -j list ruleset`.
 * What the `iptables` command has made is left to it: its own listing says more.
 */
export function nftTraffic (text: string, bridge: DockerBridge): BridgeTraffic {
  const { nftables } = JSON.parse(text) as { nftables: Array<{ chain?: Chain, rule?: Rule }> }
  const rules = new Map<string, FilterRule[]>()
  const bases: Chain[] = []
  for (const { chain, rule } of nftables) {
    if (chain?.hook === 'input' && FAMILIES.includes(chain.family) && !isOfIptables(chain)) bases.push(chain)
    if (rule === undefined) continue
    const key = keyOf(rule, rule.chain)
    rules.set(key, [...rules.get(key) ?? [], { matches: rule.expr.every((part) => passes(part, bridge)), verdict: verdictOf(rule) }])
  }
  for (const base of bases) {
    const accepted = filterVerdict(rules, keyOf(base, base.name))?.accepted ?? base.policy !== 'drop'
    if (!accepted) return refused(base, bridge)
  }
  return { accepted: true }
}

const isOfIptables = ({ family, table, name }: Chain): boolean => family === 'ip' && table === 'filter' && name === 'INPUT'
const keyOf = ({ family, table }: { family: string, table: string }, chain: string): string => `${family} ${table} ${chain}`

function refused ({ family, table, name }: Chain, bridge: DockerBridge): BridgeTraffic {
  const rule = `${family} ${table} ${name} iifname "${bridge.name}" ip saddr ${bridge.subnet} meta l4proto tcp accept`
  return { accepted: false, rule, command: `nft insert rule ${rule}` }
}

function verdictOf (rule: Rule): FilterRule['verdict'] {
  const last = rule.expr.at(-1) as Statement | undefined
  if (last === undefined) return null
  if ('accept' in last) return 'ACCEPT'
  if ('drop' in last || 'reject' in last) return 'DROP'
  if ('return' in last) return 'RETURN'
  const { target } = (last['jump'] ?? last['goto'] ?? {}) as { target?: string }
  return target === undefined ? null : { chain: keyOf(rule, target), goto: 'goto' in last }
}

function passes (statement: Statement, bridge: DockerBridge): boolean {
  const { match } = statement as { match?: { op: string, left: Left, right: Value } }
  if (match !== undefined) return match.op !== '!=' && holds(match.left, match.right, bridge)
  return [...HARMLESS, 'accept', 'drop', 'reject', 'return', 'jump', 'goto'].some((name) => name in statement)
}

function holds ({ meta, payload, ct }: Left, right: Value, { name, subnet }: DockerBridge): boolean {
  const any = (test: (value: string) => boolean): boolean => valuesOf(right).some(test)
  const subject = meta?.key ?? ct?.key ?? `${payload?.protocol} ${payload?.field}`
  switch (subject) {
    case 'iifname': return any((value) => value === name || (value.endsWith('*') && name.startsWith(value.slice(0, -1))))
    case 'l4proto': case 'ip protocol': return any((value) => value === 'tcp')
    case 'nfproto': return any((value) => value === 'ipv4')
    case 'state': return any((value) => value === 'new')
    case 'ip saddr': return any((value) => /^[\d./]+$/.test(value) && subnetWithin(subnet, value))
    default: return false
  }
}

/** Ranges and named sets are not looked into: they hold for none. */
function valuesOf (value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap(valuesOf)
  if (typeof value !== 'object') return [String(value)]
  const { prefix, set = [] } = value
  return prefix === undefined ? valuesOf(set) : [`${prefix.addr}/${prefix.len}`]
}
