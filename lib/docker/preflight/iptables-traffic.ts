import type { BridgeTraffic } from './bridge-traffic.ts'
import type { DockerBridge } from './docker-bridge.ts'
import { filterVerdict } from './filter-verdict.ts'
import type { FilterRule } from './filter-verdict.ts'
import { subnetWithin } from './subnet-within.ts'

type Match = (value: string, bridge: DockerBridge) => boolean

const opensConnections: Match = (value) => value.split(',').includes('NEW')

/** The conditions under which a packet of ours still matches. Any other may be false for some. */
const matches: Record<string, Match> = {
  '-i': (value, { name }) => value === name || (value.endsWith('+') && name.startsWith(value.slice(0, -1))),
  '-s': (value, { subnet }) => subnetWithin(subnet, value),
  '-p': (value) => value === 'tcp',
  '-m': (value) => ['conntrack', 'state', 'tcp'].includes(value),
  '--ctstate': opensConnections,
  '--state': opensConnections
}

/** Whether TCP from the docker bridge to this host passes the INPUT chain, judged from `iptables -S`. */
export function iptablesTraffic (text: string, bridge: DockerBridge): BridgeTraffic {
  const chains = new Map<string, FilterRule[]>()
  // A comment may hold anything, also what looks like a rule.
  const lines = text.replace(/ -m comment --comment ("(?:[^"\\]|\\.)*"|\S+)/g, '').split('\n')
  for (const line of lines) {
    const rule = /^-A (?<chain>\S+)(?<conditions>.*?)(?: -(?<how>[jg]) (?<target>\S+).*)?$/.exec(line.trim())?.groups
    if (rule === undefined) continue
    const chain = rule['chain'] as string
    const parsed = { matches: matchesAll(rule['conditions'] as string, bridge), verdict: verdictOf(rule['how'], rule['target']) }
    chains.set(chain, [...chains.get(chain) ?? [], parsed])
  }
  const decision = filterVerdict(chains, 'INPUT')
  if (decision?.accepted ?? !lines.includes('-P INPUT DROP')) return { accepted: true }
  const conditions = `-s ${bridge.subnet} -i ${bridge.name} -p tcp -j ACCEPT`
  // After a rule that drops the packet an appended one is never asked.
  const place = decision === null ? '-A INPUT' : `-I INPUT ${decision.index + 1}`
  return { accepted: false, rule: `-A INPUT ${conditions}`, command: `iptables ${place} ${conditions}` }
}

function verdictOf (how: string | undefined, target: string | undefined): FilterRule['verdict'] {
  if (target === undefined) return null
  if (target === 'ACCEPT' || target === 'DROP' || target === 'RETURN') return target
  return target === 'REJECT' ? 'DROP' : { chain: target, goto: how === 'g' }
}

function matchesAll (conditions: string, bridge: DockerBridge): boolean {
  const words = conditions.split(' ').filter(Boolean)
  return words.every((word, index) => index % 2 === 1 || matches[word]?.(String(words[index + 1]), bridge) === true)
}
