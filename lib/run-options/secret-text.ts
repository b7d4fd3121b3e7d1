/** The text of a secret for an environment variable; undefined for what cannot be one: not UTF-8, or with a NUL. */
export function secretText (data: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
