/** A rule of a packet filter, as far as it concerns TCP from the docker bridge to this host. */
export interface FilterRule {
  /** Every such packet that opens a connection matches. One that only some match decides nothing. */
  matches: boolean
  verdict: 'ACCEPT' | 'DROP' | 'RETURN' | { chain: string, goto: boolean } | null
}

export interface Decision {
  accepted: boolean
  /** Which rule of the chain decided, from 0 on. */
  index: number
}

/** What a chain, with those it jumps to, decides; null: its policy, or whoever jumped to it, does. */
export function filterVerdict (chains: Map<string, FilterRule[]>, name: string): Decision | null {
  for (const [index, { matches, verdict }] of (chains.get(name) ?? []).entries()) {
    if (!matches || verdict === null) continue
    if (verdict === 'RETURN') return null
    if (verdict === 'ACCEPT' || verdict === 'DROP') return { accepted: verdict === 'ACCEPT', index }
    const decision = filterVerdict(chains, verdict.chain)
    if (decision !== null) return { ...decision, index }
    if (verdict.goto) return null
  }
  return null
}
