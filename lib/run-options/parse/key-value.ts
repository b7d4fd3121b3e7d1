/** Splits at the first separator. Without one, or without a key: undefined. */
export function parseKeyValue (text: string, separator = '='): [key: string, value: string] | undefined {
  const at = text.indexOf(separator)
  return at > 0 ? [text.slice(0, at), text.slice(at + separator.length)] : undefined
}
