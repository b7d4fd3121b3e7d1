/** A decimal integer that a number holds exactly, or undefined. */
export function parseInteger (text: string): number | undefined {
  const value = Number(text)
  return /^[+-]?\d+$/.test(text) && Number.isSafeInteger(value) ? value : undefined
}
