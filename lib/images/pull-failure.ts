/** Why a pull failed, as far as the engine's words tell. */
export type PullFailureReason =
  'auth' | 'not-found' | 'rate-limit' | 'disk-full' | 'certificate' | 'invalid' | 'timeout' | 'network' | 'unknown'

export interface PullFailure {
  reason: PullFailureReason
  /** Whether the same pull may succeed a little later. */
  transient: boolean
  /** What the registry asks for. The engine passes on the registry's text, never its headers. */
  retryAfterMs?: number
}

const words: Array<[PullFailureReason, RegExp]> = [
  ['rate-limit', /toomanyrequests|too many requests|rate.?limit|\b429\b/i],
  ['disk-full', /no space left on device|disk quota exceeded/i],
  ['certificate', /x509|certificate/i],
  // A private repository and one that is not there look alike to Docker Hub's strangers.
  ['auth', /unauthorized|no basic auth credentials|authentication required|denied|forbidden|may require 'docker login'/i],
  ['not-found', /manifest unknown|manifest for .* not found|name unknown|repository .* not found|no matching manifest|not found/i],
  ['invalid', /invalid reference format|invalid registry|couldn't parse/i],
  ['network', /EOF|connection refused|connection reset|broken pipe|no route to host|no such host|timeout|deadline exceeded|unexpected HTTP status|server error|service unavailable|bad gateway/i]
]

const transient = new Set<PullFailureReason>(['rate-limit', 'network', 'unknown'])

/** Classifies what `engine.pull` rejected with. */
export function pullFailure (error: Error & { code?: string }): PullFailure {
  const reason = reasonOf(error)
  const retryAfterMs = reason === 'rate-limit' ? retryAfter(error.message) : undefined
  return { reason, transient: transient.has(reason), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}

function reasonOf ({ code, message }: Error & { code?: string }): PullFailureReason {
  if (code === 'CONTAINERIZER_ERR_ENGINE_TIMEOUT') return 'timeout'
  if (code === 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE') return 'network'
  return words.find(([, pattern]) => pattern.test(message))?.[0] ?? 'unknown'
}

/** `retry-after: 12`, `Retry after 1.5s`, `retry-after: 200ms`. */
function retryAfter (message: string): number | undefined {
  const [, number, unit] = /retry.after:?\s*([0-9.]+)\s*(ms|µs|s|m)?\b/i.exec(message) ?? []
  if (number === undefined) return undefined
  const factor = { ms: 1, µs: 0.001, s: 1000, m: 60_000 }[unit?.toLowerCase() ?? 's'] as number
  return Math.ceil(Number(number) * factor)
}
