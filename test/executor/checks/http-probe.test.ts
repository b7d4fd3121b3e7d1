import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { httpProbe } from '../../../lib/executor/checks/http-probe.ts'
import type { HttpTarget } from '../../../lib/executor/checks/http-probe.ts'
import { NetworkNamespace } from '../../../lib/executor/checks/namespace.ts'
import { isolatedServer, listen } from './servers.ts'

const { signal } = new AbortController()
const at = (port: number, path = '/', more: Partial<HttpTarget> = {}): HttpTarget => ({ scheme: 'http', family: 'IPv4', port, path, ...more })

t.test('the status code of a GET is told, on both families', async t => {
  const seen: Array<[unknown, unknown]> = []
  const port = await listen(t, (request, response) => {
    seen.push([request.method, request.url])
    response.writeHead(request.url === '/teapot?a=b' ? 418 : 200).end('body')
  })
  t.equal(await httpProbe(at(port), undefined, signal), 200)
  t.equal(await httpProbe(at(port, '/teapot?a=b'), undefined, signal), 418)
  t.strictSame(seen, [['GET', '/'], ['GET', '/teapot?a=b']])
  const long = `/${'x'.repeat(5000)}`
  t.equal(await httpProbe(at(port, long), undefined, signal), 200)
  t.strictSame(seen.at(-1), ['GET', long])
  const six = await listen(t, (_request, response) => response.end(), { host: '::1' })
  t.equal(await httpProbe(at(six, '/', { family: 'IPv6' }), undefined, signal), 200)
})

t.test('redirects are followed as far as they name an address', async t => {
  const port = await listen(t, (request, response) => {
    const places: Record<string, string> = {
      '/relative': '/end', '/address': `http://127.0.0.1:${port}/end`, '/localhost': `http://localhost:${port}/end`, '/name': 'http://elsewhere.example/', '/ftp': 'ftp://127.0.0.1/', '/broken': 'http://[', '/loop': '/loop'
    }
    const location = places[String(request.url)]
    if (location === undefined) response.writeHead(request.url === '/odd' ? 304 : 204).end()
    else response.writeHead(302, { location }).end()
  })
  for (const path of ['/relative', '/address', '/localhost']) t.equal(await httpProbe(at(port, path), undefined, signal), 204, path)
  for (const path of ['/name', '/ftp', '/broken', '/loop']) t.equal(await httpProbe(at(port, path), undefined, signal), 302, path)
  t.equal(await httpProbe(at(port, '/odd'), undefined, signal), 304)
})

t.test('a certificate is not looked at', async t => {
  const directory = t.testdir()
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=nobody', '-days', '1',
    '-keyout', join(directory, 'key'), '-out', join(directory, 'cert')], { stdio: 'ignore' })
  const tls = { key: readFileSync(join(directory, 'key'), 'utf8'), cert: readFileSync(join(directory, 'cert'), 'utf8') }
  const port = await listen(t, (_request, response) => response.end(), { tls })
  t.equal(await httpProbe(at(port, '/', { scheme: 'https' }), undefined, signal), 200)
  t.equal(await httpProbe(at(port), undefined, signal), undefined, 'and is needed')
})

t.test('ports of the schemes need not be named', async t => {
  for (const [scheme, port] of [['http', 80], ['https', 443]] as const) t.equal(await httpProbe(at(port, '/', { scheme }), undefined, signal), undefined)
})

t.test('in another namespace too', async t => {
  const { child, port } = await isolatedServer(t)
  const namespace = new NetworkNamespace(child.pid)
  t.teardown(() => namespace.close())
  t.equal(await httpProbe(at(port), namespace, signal), 200)
  t.equal(await httpProbe(at(port, '/', { family: 'IPv6' }), namespace, signal), 200)
})

t.test('a namespace that cannot be entered says nothing of the task', async t => {
  const { child, port } = await isolatedServer(t)
  const namespace = new NetworkNamespace(child.pid)
  namespace.close()
  await t.rejects(httpProbe(at(port), namespace, signal), { message: /cannot be entered/ })
})

t.test('an abort rejects', async t => {
  const aborting = new AbortController()
  const port = await listen(t, () => aborting.abort(new Error('enough')))
  await t.rejects(httpProbe(at(port), undefined, aborting.signal), { message: 'enough' })
})
