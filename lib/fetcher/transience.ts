/** What a server asked for with Retry-After is obeyed up to here. */
const LONGEST_WISH_MS = 60_000

const CODES = new Set(['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN',
  'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'])
// 416: what was to be gone on with is not there any more.
const STATUSES = new Set([408, 416, 425, 429, 500, 502, 503, 504])

/** An error of a download with what is known of it. */
export interface TransferFailure extends Error {
  code?: string | number
  statusCode?: number
  retryAfterMs?: number
  /** Nothing arrived for too long. */
  stalled?: boolean
}

/** Whether a download that failed so may work later; a number: not before so many milliseconds. */
export function transience ({ code, statusCode, retryAfterMs, stalled }: TransferFailure, progressed: boolean): boolean | number {
  // A server that says nothing at all has had its time; one that fell silent in the middle gets another.
  if (stalled === true) return progressed
  if (statusCode !== undefined) return STATUSES.has(statusCode) && Math.min(retryAfterMs ?? 0, LONGEST_WISH_MS)
  // FTP: 4yz is a transient negative reply.
  return typeof code === 'number' ? code >= 400 && code < 500 : CODES.has(String(code))
}
