import { EnvHttpProxyAgent, buildConnector, interceptors } from 'undici'
import { Slabs } from './slabs.ts'
import type { Socket } from 'node:net'
import type { Dispatcher } from 'undici'

const MAX_REDIRECTIONS = 50

export interface HttpOptions {
  /** Milliseconds without a byte after which a download is given up. */
  stallMs: number
  /** Certificates that are trusted, in PEM; unset: those Node comes with. */
  ca?: string[]
  /** Where proxies are named. */
  env: Readonly<Record<string, string | undefined>>
}

/** Connections of one download, by way of the environment's proxies, and what ends them. Redirects are followed. */
export function httpDispatcher ({ stallMs, ca, env }: HttpOptions): { dispatcher: Dispatcher, end: () => Promise<void> } {
  const trusted = ca === undefined ? {} : { ca }
  const any = env['all_proxy'] ?? env['ALL_PROXY']
  const proxy = (name: string): string => env[name] ?? env[name.toUpperCase()] ?? any ?? ''
  const agent = new EnvHttpProxyAgent({
    httpProxy: proxy('http_proxy'),
    httpsProxy: proxy('https_proxy'),
    noProxy: env['no_proxy'] ?? env['NO_PROXY'] ?? '',
    headersTimeout: stallMs,
    bodyTimeout: stallMs,
    connect: intoSlabs({ timeout: stallMs, ...trusted }),
    requestTls: { timeout: stallMs, ...trusted },
    proxyTls: trusted
  })
  return { dispatcher: agent.compose(interceptors.redirect({ maxRedirections: MAX_REDIRECTIONS })), end: () => agent.destroy() }
}

/** Connections that read into memory of their own, which is used again. By way of a proxy they are made elsewhere, and read as Node does. */
function intoSlabs (options: { timeout: number, ca?: string[] }): buildConnector.connector {
  return (target, done) => {
    const slabs = new Slabs()
    const connect = buildConnector({
      ...options,
      onread: { buffer: () => slabs.room(), callback: (bytes) => socket.push(slabs.piece(bytes)) }
    })
    // Its types keep it back.
    const socket = (connect as (...args: Parameters<typeof connect>) => Socket)(target, done)
  }
}
