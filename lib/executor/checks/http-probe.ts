import { isIP } from 'node:net'
import { connect } from 'node:tls'
import { httpGet, plainGet } from './http-get.ts'
import type { AnswerHead } from './http-get.ts'
import type { Family } from './start-connection.ts'
import { dial, LOOPBACK, socketOf } from './tcp-probe.ts'
import type { Place } from './tcp-probe.ts'

export interface HttpTarget { scheme: 'http' | 'https', family: Family, port: number, path: string }

/** As many as curl follows by default. */
const MOST_REDIRECTS = 50
/** So much a new connection takes in one write. */
const MOST_AT_ONCE = 4096

/**
 * The status code of a GET, certificates unchecked as the original's. Redirects are followed within the task's network where they
 * name an address; one that names a host counts itself, there is no resolver in there. Undefined: no answer. Rejects when aborted, and where `dial` throws.
 */
export async function httpProbe ({ scheme, family, port, path }: HttpTarget, place: Place, signal: AbortSignal): Promise<number | undefined> {
  const host = LOOPBACK[family]
  let url = new URL(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}${path}`)
  let left = MOST_REDIRECTS
  while (true) {
    const response = await get(url, place, signal)
    const next = response && nextStop(url, response.location)
    if (next === undefined || left-- === 0) return response?.statusCode
    url = next
  }
}

async function get (url: URL, place: Place, signal: AbortSignal): Promise<AnswerHead | undefined> {
  const secure = url.protocol === 'https:'
  const host = bare(url.hostname)
  const begun = dial({ family: host.includes(':') ? 'IPv6' : 'IPv4', host, port: Number(url.port || (secure ? 443 : 80)) }, place, signal)
  if (begun === undefined) return undefined
  const asked = { host: url.host, path: `${url.pathname}${url.search}` }
  if (begun.connected && !secure && asked.path.length < MOST_AT_ONCE) return await plainGet(begun.fd, asked, signal)
  const socket = await socketOf(begun, signal)
  try {
    return socket && await httpGet(secure ? connect({ socket, rejectUnauthorized: false }) : socket, asked, signal)
  } finally {
    socket?.destroy()
  }
}

function nextStop (from: URL, location: string | undefined): URL | undefined {
  if (location === undefined || !URL.canParse(location, from.href)) return undefined
  const next = new URL(location, from)
  if (next.hostname === 'localhost') next.hostname = from.hostname
  return ['http:', 'https:'].includes(next.protocol) && isIP(bare(next.hostname)) !== 0 ? next : undefined
}

function bare (hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}
