import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { EnvHttpProxyAgent, interceptors, request } from 'undici'

const MAX_REDIRECTIONS = 50

/**
 * Downloads into a new file (0600). Redirects are followed, credentials of the URL go to its own origin only, proxies come
 * from the environment. Rejects for any status but 200, for a body that is cut, and when nothing arrives for `stallMs`.
 */
export async function downloadHttp (url: URL, target: string, stallMs: number, signal?: AbortSignal): Promise<void> {
  const agent = new EnvHttpProxyAgent({ headersTimeout: stallMs, bodyTimeout: stallMs, connect: { timeout: stallMs } })
  try {
    const { statusCode, body } = await request(new URL(url.pathname + url.search, url.origin), {
      dispatcher: agent.compose(interceptors.redirect({ maxRedirections: MAX_REDIRECTIONS })),
      headers: authorization(url),
      signal: signal ?? null
    })
    if (statusCode !== 200) {
      body.on('error', () => {}).destroy()
      throw new Error(`Error downloading resource, received HTTP return code ${statusCode}`)
    }
    await pipeline(body, createWriteStream(target, { flags: 'wx', mode: 0o600 }))
  } finally {
    await agent.destroy()
  }
}

function authorization (url: URL): Record<string, string> {
  if (url.username === '' && url.password === '') return {}
  const plain = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  return { authorization: `Basic ${Buffer.from(plain).toString('base64')}` }
}
