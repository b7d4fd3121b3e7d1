import { isIPv4 } from 'node:net'

/** An IPv4 address as MasterInfo.ip has it: four bytes in network order, read as this machine reads a uint32. IPv6 does not fit: 0. */
export function ipNumber (address: string): number {
  return isIPv4(address) ? Buffer.from(address.split('.').map(Number)).readUInt32LE() : 0
}
