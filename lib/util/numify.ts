import { errors } from '../errors.ts'

/** The number a text stands for; plain decimal or exponent form, as the original's numify takes it. Throws CONTAINERIZER_ERR_OPTION_INVALID. */
export function numify (text: string): number {
  // Number() is more generous than strtod: it takes '', '0b1' and surrounding blanks.
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Failed to convert '${text}' to number`)
  }
  return Number(text)
}
