/**
 * Whether a header of the kind of Accept admits something: the first of its `names`, from the most exact to the widest, that the header has decides, so that
 * 'application/json;q=0' holds beside a wildcard. Weights other than q=0 are not looked at.
 */
export function headerAdmits (header: string, names: readonly string[]): boolean {
  const ranges = header.toLowerCase().split(',').map(parseRange)
  for (const name of names) {
    const matching = ranges.filter(({ text }) => text === name)
    if (matching.length > 0) return matching.some(({ refused }) => !refused)
  }
  return false
}

function parseRange (part: string): { text: string, refused: boolean } {
  const [text, ...parameters] = part.split(';').map((piece) => piece.trim())
  return { text: text!, refused: parameters.some((parameter) => /^q\s*=\s*0(?:\.0*)?$/.test(parameter)) }
}
