/** What an integer kind can hold. The ends of the 64-bit kinds are rounded up as a number holds them; `last` is the true one. */
export interface IntegerRange {
  readonly min: number
  readonly max: number
  /** Largest number that is still within the kind when printed; so is its negative, where there are negatives. */
  readonly safe: number
  readonly last: string
}

export const integerRange: Readonly<Record<'int32' | 'uint32' | 'int64' | 'uint64', IntegerRange>> = {
  int32: { min: -(2 ** 31), max: 2 ** 31 - 1, safe: 2 ** 31 - 1, last: '2147483647' },
  uint32: { min: 0, max: 2 ** 32 - 1, safe: 2 ** 32 - 1, last: '4294967295' },
  int64: { min: -(2 ** 63), max: 2 ** 63, safe: 2 ** 63 - 1024, last: '9223372036854775807' },
  uint64: { min: 0, max: 2 ** 64, safe: 2 ** 64 - 2048, last: '18446744073709551615' }
}

/** Whether `value` is an integer of that kind. */
export function isInRange (kind: keyof typeof integerRange, value: unknown): value is number {
  const { min, max } = integerRange[kind]
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max
}
