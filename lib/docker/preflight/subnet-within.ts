/** Whether all IPv4 addresses of `inner` lie in `outer`; `a.b.c.d/n` both, or one address. */
export function subnetWithin (inner: string, outer: string): boolean {
  const [small, large] = [parse(inner), parse(outer)]
  const hostBits = 2 ** (32 - large.length)
  return small.length >= large.length && Math.floor(small.address / hostBits) === Math.floor(large.address / hostBits)
}

function parse (text: string): { address: number, length: number } {
  const [address, length = '32'] = text.split('/') as [string, string?]
  return { address: address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0), length: Number(length) }
}
