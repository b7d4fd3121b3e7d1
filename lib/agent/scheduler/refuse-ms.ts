import type { Filters } from '../../../types/mesos-v1.ts'

const DEFAULT_SECONDS = 5
const LONGEST_SECONDS = 365 * 24 * 3600

/** How long an offer like the refused one is not to be made, in milliseconds. What cannot be a time becomes the default. */
export function refuseMs ({ refuseSeconds = DEFAULT_SECONDS }: Filters = {}): number {
  const seconds = refuseSeconds >= 0 ? refuseSeconds : DEFAULT_SECONDS
  return Math.min(seconds, LONGEST_SECONDS) * 1000
}
