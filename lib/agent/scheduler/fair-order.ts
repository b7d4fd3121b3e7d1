import type { Resource } from '../../../types/mesos-v1.ts'
import { dominantShare } from './dominant-share.ts'
import type { Framework } from './framework.ts'

export interface Candidate { framework: Framework, role: string }

/** Who holds the smallest share is asked first; among equals, who was offered the fewest times. */
export function fairOrder (candidates: Candidate[], heldBy: (candidate: Candidate) => Resource[], total: Resource[]): Candidate[] {
  if (candidates.length < 2) return candidates
  return candidates
    .map(candidate => ({ candidate, share: dominantShare(heldBy(candidate), total) }))
    .sort((a, b) => a.share - b.share || a.candidate.framework.offersMade - b.candidate.framework.offersMade)
    .map(({ candidate }) => candidate)
}
