import type { RLimitInfo } from '../../types/index.ts'
import { refusal } from './refusal.ts'

export interface Ulimit { Name: string, Soft: number, Hard: number }

const UNLIMITED = -1

/** Both limits or none (which means unlimited); soft not above hard. */
export function ulimits ({ rlimits = [] }: RLimitInfo): Ulimit[] {
  return rlimits.map(({ type = 'UNKNOWN', soft, hard }, i) => {
    const field = `container.rlimitInfo.rlimits[${i}]`
    if (type === 'UNKNOWN') throw refusal(`${field}.type`, type, 'must be a known limit')
    // The engine's runtime itself would start under this limit and dies of it.
    if (type === 'RLMT_AS') throw refusal(`${field}.type`, type, 'Docker cannot limit the address space; use a memory limit')
    if (rlimits.findIndex((other) => other.type === type) !== i) throw refusal(`${field}.type`, type, 'is given twice')
    const Name = type.slice('RLMT_'.length).toLowerCase()
    if (soft === undefined && hard === undefined) return { Name, Soft: UNLIMITED, Hard: UNLIMITED }
    if (soft === undefined || hard === undefined) throw refusal(field, type, 'must have both a soft and a hard limit, or none')
    if (soft > hard) throw refusal(`${field}.soft`, soft, `must not be above the hard limit ${hard}`)
    return { Name, Soft: soft, Hard: hard }
  })
}
