import type { PullProgress } from '../../types/docker-engine.ts'

/** What we read of a line of the answer to POST /images/create. */
export interface PullLine {
  id?: string
  status?: string
  progressDetail?: { current?: number, total?: number } | null
  error?: string
  errorDetail?: { message?: string } | null
}

export function toPullProgress (line: PullLine): PullProgress {
  const { current, total } = line.progressDetail ?? {}
  return {
    ...(line.id === undefined ? {} : { id: line.id }),
    status: line.status ?? '',
    ...(current === undefined ? {} : { currentBytes: current }),
    ...(total === undefined ? {} : { totalBytes: total })
  }
}
