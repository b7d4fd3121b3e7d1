const SECRET_KEYS = ['type', 'reference', 'value']

/**
 * JSON that keeps what plain JSON loses: bytes and the numbers without a literal become `{"$bytes": base64}` and
 * `{"$number": text}`. A key of the caller's own that starts with `$` gets one more, so that nothing is mistaken for
 * a tag. As in JSON, members that are undefined are left out and undefined array items become null. The value of a Secret is
 * left empty: it never reaches a disk.
 */
export function encodeRecord (value: unknown): string {
  // `undefined` alone has no JSON text at all.
  return JSON.stringify(tag(value ?? null))
}

/** The value that was encoded; throws SyntaxError for text that is not JSON. */
export function decodeRecord (text: string): unknown {
  return untag(JSON.parse(text))
}

function tag (value: unknown): unknown {
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) return { $number: Object.is(value, -0) ? '-0' : String(value) }
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  if (Array.isArray(value)) return value.map(tag)
  if (isSecret(value)) return { ...tagAll(value), value: { data: tag(new Uint8Array()) } }
  return tagAll(value)
}

/** No other message has bytes in such a place. */
function isSecret (value: object): boolean {
  return (value as { value?: { data?: unknown } | null }).value?.data instanceof Uint8Array && Object.keys(value).every((key) => SECRET_KEYS.includes(key))
}

function tagAll (value: object): object {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.startsWith('$') ? `$${key}` : key, tag(item)]))
}

function untag (value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(untag)
  const { $bytes, $number } = value as Record<string, unknown>
  if (typeof $bytes === 'string') return new Uint8Array(Buffer.from($bytes, 'base64'))
  if (typeof $number === 'string') return Number($number)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.startsWith('$') ? key.slice(1) : key, untag(item)]))
}
