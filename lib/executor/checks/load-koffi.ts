import { createRequire } from 'node:module'
import type * as koffi from 'koffi'

/** What calls C functions, loaded at the first check that needs one: an agent's start need not wait for it. */
export function loadKoffi (): typeof koffi {
  return createRequire(import.meta.url)('koffi') as typeof koffi
}
