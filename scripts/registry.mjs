// Real registries for tests and benches: starts Debian's docker-registry on a port of its own, and pushes to it over HTTP.
import { execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** A certificate authority and a server's certificate for the address, made by openssl in `directory`. */
function makeCertificates (directory, address) {
  const openssl = (...args) => execFileSync('openssl', args, { cwd: directory, stdio: 'ignore' })
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=test authority')
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=test registry')
  writeFileSync(join(directory, 'extensions'), `subjectAltName=IP:${address}\n`)
  openssl('x509', '-req', '-in', 'server.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'server.crt', '-days', '2', '-extfile', 'extensions')
}

/**
 * Starts a registry. `users` are name and password; `tls` makes a certificate of a private authority. `accesses()` is its
 * access log so far: one `{ method, path, status, user }` per request.
 */
export async function startRegistry ({ users, tls = false, address = '127.0.0.1' } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'registry-'))
  const config = {
    version: '0.1',
    log: { level: 'info', formatter: 'json', accesslog: { disabled: false } },
    storage: { filesystem: { rootdirectory: join(directory, 'data') } },
    http: { addr: `${address}:0`, secret: 'of the test' }
  }
  if (users !== undefined) {
    const path = join(directory, 'htpasswd')
    writeFileSync(path, Object.entries(users).map(([name, password]) => execFileSync('htpasswd', ['-Bbn', '-C', '4', name, password], { encoding: 'utf8' })).join(''))
    config.auth = { htpasswd: { realm: 'test', path } }
  }
  if (tls) {
    makeCertificates(directory, address)
    config.http.tls = { certificate: join(directory, 'server.crt'), key: join(directory, 'server.key') }
  }
  writeFileSync(join(directory, 'config.yml'), JSON.stringify(config))
  const child = spawn('docker-registry', ['serve', join(directory, 'config.yml')], { stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  const port = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      text += chunk
      const listening = /listening on [^ "]*:(\d+)/.exec(text)
      if (listening !== null) resolve(Number(listening[1]))
    }
    child.stdout.setEncoding('utf8').on('data', read)
    child.stderr.setEncoding('utf8').on('data', read)
    child.on('error', reject)
    child.on('exit', () => reject(new Error(`the registry did not start:\n${text}`)))
  })
  const gone = new Promise((resolve) => child.on('close', resolve))
  return {
    host: `${address}:${port}`,
    port,
    ca: join(directory, 'ca.crt'),
    accesses: () => [...text.matchAll(/^\S+ - (\S+) \[[^\]]*\] "(\S+) (\S+) [^"]*" (\d+)/gm)]
      .map(([, user, method, path, status]) => ({ user, method, path, status: Number(status) })),
    log: () => text,
    async stop () {
      child.kill('SIGKILL')
      await gone
      rmSync(directory, { recursive: true, force: true })
    }
  }
}

const native = process.arch === 'x64' ? 'amd64' : process.arch
const manifestType = 'application/vnd.docker.distribution.manifest.v2+json'
const digestOf = (data) => `sha256:${createHash('sha256').update(data).digest('hex')}`

/** One file of a tar archive. */
function tarEntry (name, data, mode) {
  const header = Buffer.alloc(512)
  header.write(name)
  header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('        ', 148)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, data, Buffer.alloc((512 - data.length % 512) % 512)])
}

/** A layer as the registry keeps it: files by name, each data or `{ data, mode }`. */
export function layer (files) {
  const entries = Object.entries(files).map(([name, file]) => Buffer.isBuffer(file) ? tarEntry(name, file, 0o644) : tarEntry(name, file.data, file.mode))
  const tar = Buffer.concat([...entries, Buffer.alloc(1024)])
  return { blob: gzipSync(tar, { level: 0 }), diffId: digestOf(tar) }
}

/** A layer of so many bytes that nobody has yet. */
export const randomLayer = (bytes) => layer({ [`random-${randomBytes(8).toString('hex')}`]: randomBytes(bytes) })

function send (registry, { method, path, headers = {}, body, auth }) {
  const request = registry.tls ? httpsRequest : httpRequest
  const url = new URL(path, `${registry.tls ? 'https' : 'http'}://${registry.host}`)
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, ...(auth === undefined ? {} : { auth }), rejectUnauthorized: false, agent: false }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      if (response.statusCode < 300) resolve(response.headers)
      else reject(new Error(`${method} ${url.pathname}: ${response.statusCode} ${text}`))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** Pushes an image made of the layers; resolves with the digest of its manifest. `auth` is `name:password`. */
export async function pushImage ({ host, tls = false, auth }, repository, tag, layers, { cmd = ['/bin/sh'], architecture = native } = {}) {
  const registry = { host, tls }
  const upload = async (data) => {
    const { location } = await send(registry, { method: 'POST', path: `/v2/${repository}/blobs/uploads/`, auth })
    const url = new URL(location, `http://${host}`)
    url.searchParams.set('digest', digestOf(data))
    await send(registry, { method: 'PUT', path: `${url.pathname}${url.search}`, headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': data.length }, body: data, auth })
    return { size: data.length, digest: digestOf(data) }
  }
  const config = await upload(Buffer.from(JSON.stringify({
    architecture,
    os: 'linux',
    config: { Cmd: cmd, Env: ['PATH=/bin'] },
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) }
  })))
  const blobs = []
  for (const { blob } of layers) blobs.push({ mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', ...await upload(blob) })
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config: { mediaType: 'application/vnd.docker.container.image.v1+json', ...config }, layers: blobs })
  await send(registry, { method: 'PUT', path: `/v2/${repository}/manifests/${tag}`, headers: { 'Content-Type': manifestType }, body: manifest, auth })
  return digestOf(manifest)
}

/** Pushes an image of several architectures, each made of its layers; resolves with the digests of their manifests, by architecture. */
export async function pushPlatforms ({ host }, repository, tag, layers) {
  const type = 'application/vnd.docker.distribution.manifest.list.v2+json'
  const digests = {}
  const manifests = []
  for (const architecture of Object.keys(layers)) {
    const digest = await pushImage({ host }, repository, `${tag}-${architecture}`, layers[architecture], { architecture })
    const { 'content-length': size } = await send({ host }, { method: 'HEAD', path: `/v2/${repository}/manifests/${digest}`, headers: { Accept: manifestType } })
    manifests.push({ mediaType: manifestType, digest, size: Number(size), platform: { architecture, os: 'linux' } })
    digests[architecture] = digest
  }
  await send({ host }, { method: 'PUT', path: `/v2/${repository}/manifests/${tag}`, headers: { 'Content-Type': type }, body: JSON.stringify({ schemaVersion: 2, mediaType: type, manifests }) })
  return digests
}
