/** The bridge of the engine's default network. */
export interface DockerBridge {
  name: string
  /** IPv4, `a.b.c.d/n`. */
  subnet: string
}

/**
 * Found in the text of /proc/net/route, which names it also while no container is on it; the interfaces that Node
 * lists do not. Null: this host has none.
 */
export function dockerBridge (routes: string, name = 'docker0'): DockerBridge | null {
  for (const line of routes.split('\n')) {
    const [device, network, gateway, , , , , mask] = line.split(/\s+/)
    if (device !== name || gateway !== '00000000' || network === undefined || mask === undefined) continue
    const length = bytesOf(mask).flatMap((byte) => [...byte.toString(2)]).filter((bit) => bit === '1').length
    return { name, subnet: `${bytesOf(network).join('.')}/${length}` }
  }
  return null
}

/** The kernel prints the number as it lies in memory: on the machines that Docker runs on, last byte first. */
function bytesOf (hex: string): number[] {
  return [...Buffer.from(hex, 'hex').reverse()]
}
