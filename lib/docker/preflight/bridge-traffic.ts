import type { DockerBridge } from './docker-bridge.ts'
import { iptablesTraffic } from './iptables-traffic.ts'
import { nftTraffic } from './nft-traffic.ts'

export interface BridgeTraffic {
  /** False: packets from containers on the bridge to this host are dropped. */
  accepted: boolean
  /** The rule that is missing, as a rules file has it. */
  rule?: string
  /** The command that adds it where it takes effect, ready to paste. */
  command?: string
}

/** The filters of this host: each lists its rules, or rejects where it cannot. */
export interface PacketFilters {
  /** As `iptables -S`. */
  iptables: () => Promise<string>
  /** As `nft -j list ruleset`. */
  nft: () => Promise<string>
}

/** A packet has to pass both filters: the first that drops it is told. Null: neither can be read. */
export async function bridgeTraffic (filters: PacketFilters, bridge: DockerBridge): Promise<BridgeTraffic | null> {
  const readings = await Promise.allSettled([
    filters.iptables().then((text) => iptablesTraffic(text, bridge)),
    filters.nft().then((text) => nftTraffic(text, bridge))
  ])
  const read = readings.flatMap((reading) => reading.status === 'fulfilled' ? [reading.value] : [])
  return read.find(({ accepted }) => !accepted) ?? read[0] ?? null
}
