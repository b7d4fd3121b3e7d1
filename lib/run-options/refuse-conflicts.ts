import { posix } from 'node:path'
import type { Draft } from './draft.ts'
import { refusal } from './refusal.ts'
import { userDefinedNetwork } from './user-defined-network.ts'

type Rule = [field: string, broken: (draft: Draft) => unknown, rule: string]

/** What the engine would answer with an error, said before anything is fetched. A row is broken when it gives a value. */
const rules: Rule[] = [
  ['container path', duplicate, 'Duplicate mount point'],
  ['container path', (draft) => targets(draft).find((path) => path === '/'), 'must not be the root of the container'],
  ['network', ({ host, endpoint }) => Object.keys(endpoint).length > 0 && !userDefinedNetwork(String(host.NetworkMode)) ? host.NetworkMode : undefined, 'addresses, aliases and driver options need a user-defined network'],
  ['network', ({ host, others }) => others.size > 0 && !joinable(String(host.NetworkMode)) ? host.NetworkMode : undefined, 'no other network can be joined beside it'],
  ['network', ({ others }) => [...others.keys()].find((name) => !joinable(name)), 'cannot be joined beside another network'],
  ['network', ({ others }) => [...others].find(([name, endpoint]) => !userDefinedNetwork(name) && Object.keys(endpoint).length > 0)?.[0], 'addresses, aliases and driver options need a user-defined network'],
  ['network', ({ host, body }) => joined(host.NetworkMode) && [body.Hostname, body.MacAddress, body.ExposedPorts, host.Dns, host['ExtraHosts'], host['Links']].some((one) => one !== undefined) ? host.NetworkMode : undefined, 'the network of another container brings its own host name, addresses, ports, links and DNS'],
  ['network', ({ host, body }) => host.NetworkMode === 'host' && body.MacAddress !== undefined ? host.NetworkMode : undefined, 'a MAC address conflicts with the network of the host'],
  ['network', ({ host }) => host.NetworkMode === 'host' && host['Links'] !== undefined ? host.NetworkMode : undefined, 'links conflict with the network of the host'],
  ['hostname', ({ host, body }) => host['UTSMode'] === 'host' ? body.Hostname : undefined, 'conflicts with the UTS namespace of the host'],
  ['memory-reservation', ({ host }) => host.MemoryReservation !== undefined && host.Memory !== undefined && host.MemoryReservation > host.Memory ? host.MemoryReservation : undefined, 'must not be above the memory limit'],
  ['hostname', ({ body }) => body.Hostname !== undefined && body.Hostname.length > 64 ? body.Hostname : undefined, 'must not be longer than 64 characters'],
  ['memory-swap', ({ host }) => host.MemorySwap !== undefined && host.MemorySwap > 0 && host.MemorySwap < (host.Memory ?? Infinity) ? host.MemorySwap : undefined, 'must not be below the memory limit, and needs one'],
  ['cpu-rt-runtime', ({ host }) => Number(host['CpuRealtimeRuntime'] ?? 0) > Number(host['CpuRealtimePeriod'] ?? Infinity) ? host['CpuRealtimeRuntime'] : undefined, 'must not be above the period']
]

/** Throws a refusal for the first pair of settings that the engine would not take together. */
export function refuseConflicts (draft: Draft): void {
  for (const [field, broken, rule] of rules) {
    const value = broken(draft)
    if (value !== undefined) throw refusal(field, value, rule)
  }
}

function joined (mode: string | undefined): boolean {
  return String(mode).startsWith('container:')
}

function joinable (mode: string): boolean {
  return userDefinedNetwork(mode) || ['bridge', 'default'].includes(mode)
}

function duplicate (draft: Draft): string | undefined {
  const paths = targets(draft)
  return paths.find((path, i) => paths.indexOf(path) !== i)
}

function targets ({ host }: Draft): string[] {
  const mounts = (host.Mounts ?? []).map((mount) => String(mount['Target']))
  const binds = (host.Binds ?? []).map((bind) => String(bind.split(':')[1]))
  return [...mounts, ...binds, ...Object.keys(host.Tmpfs ?? {})].map((path) => posix.join(path, '/').replace(/(?<=.)\/$/, ''))
}
