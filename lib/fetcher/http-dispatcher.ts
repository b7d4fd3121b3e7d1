import { EnvHttpProxyAgent, interceptors } from 'undici'
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
    connect: { timeout: stallMs, ...trusted },
    requestTls: { timeout: stallMs, ...trusted },
    proxyTls: trusted
  })
  return { dispatcher: agent.compose(interceptors.redirect({ maxRedirections: MAX_REDIRECTIONS })), end: () => agent.destroy() }
}
