export interface BridgeTraffic {
  /** False: packets from containers on the bridge to this host are dropped. */
  accepted: boolean
  /** The rule to add when they are not, ready to paste. */
  rule?: string
}

/**
 * Whether the INPUT chain lets TCP from the docker bridge through, judged from `iptables -S INPUT`: its first rule that
 * matches every such packet decides, else the policy. Rules with further conditions decide nothing.
 */
export function bridgeTraffic (rules: string, bridge: { name: string, subnet: string }): BridgeTraffic {
  const lines = rules.split('\n').map((line) => line.trim())
  for (const line of lines) {
    const rule = /^-A INPUT(?<match>.*) -j (?<target>ACCEPT|DROP|REJECT)\b/.exec(line)?.groups
    if (rule === undefined || !matchesAll(rule['match'] as string, bridge)) continue
    return rule['target'] === 'ACCEPT' ? { accepted: true } : refused(bridge)
  }
  return lines.includes('-P INPUT DROP') ? refused(bridge) : { accepted: true }
}

function matchesAll (match: string, { name, subnet }: { name: string, subnet: string }): boolean {
  const rest = match
    .replace(` -s ${subnet}`, '')
    .replace(` -i ${name}`, '')
    .replace(/ -p tcp( -m tcp)?/, '')
  return rest.trim() === ''
}

function refused ({ name, subnet }: { name: string, subnet: string }): BridgeTraffic {
  return { accepted: false, rule: `-A INPUT -s ${subnet} -i ${name} -p tcp -j ACCEPT` }
}
