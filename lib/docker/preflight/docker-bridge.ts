import { networkInterfaces } from 'node:os'

/** The bridge of the engine's default network, when this host has one with an IPv4 address. */
export function dockerBridge (interfaces = networkInterfaces(), name = 'docker0'): { name: string, subnet: string } | null {
  const address = interfaces[name]?.find(({ family }) => family === 'IPv4')
  if (address === undefined) return null
  const bits = (text: string): number[] => text.split('.').map(Number)
  const mask = bits(address.netmask)
  const network = bits(address.address).map((byte, index) => byte & (mask[index] as number)).join('.')
  const length = mask.map((byte) => byte.toString(2).replaceAll('0', '').length).reduce((sum, ones) => sum + ones)
  return { name, subnet: `${network}/${length}` }
}
