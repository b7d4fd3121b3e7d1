import { createHash } from 'node:crypto'

/** A reference as the name of its record. */
export function imageKey (reference: string): string {
  return createHash('sha256').update(reference).digest('hex')
}
