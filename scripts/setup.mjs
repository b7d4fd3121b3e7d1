// Brings up what tests and demo need: a reachable Docker engine and a small base image.
// Uses an engine that answers; else, on Debian as root, installs and starts one; else says what to do.
import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { get, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

export const socketPath = process.env.CONTAINERIZER_TEST_SOCKET ?? '/var/run/docker.sock'
export const baseImage = 'containerizer-test/busybox:1'
const say = (text) => console.log(`setup: ${text}`)

function ping () {
  return new Promise((resolve) => {
    const request = get({ socketPath, path: '/_ping', timeout: 5000 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })
}

function install (...packages) {
  say(`installing ${packages.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', ['update'], { stdio: 'ignore', env })
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { stdio: 'ignore', env })
}

const debianRoot = () => process.getuid?.() === 0 && existsSync('/etc/debian_version')

async function bringUpEngine () {
  if (await ping()) return
  if (!debianRoot() || socketPath !== '/var/run/docker.sock') {
    throw new Error(`no Docker engine answers at ${socketPath}. Start one, or name its socket in CONTAINERIZER_TEST_SOCKET.`)
  }
  if (!existsSync('/usr/sbin/dockerd')) install('docker.io', 'iptables')
  const log = join(tmpdir(), 'containerizer-dockerd.log')
  const output = openSync(log, 'a')
  say(`starting dockerd, its log is ${log}`)
  spawn('/usr/sbin/dockerd', [], { detached: true, stdio: ['ignore', output, output] }).unref()
  for (let tries = 0; tries < 120; tries++) {
    if (await ping()) return
    await delay(500)
  }
  throw new Error(`dockerd did not answer within 60 s:\n${readFileSync(log, 'utf8').split('\n').slice(-15).join('\n')}`)
}

function hasImage (reference) {
  return new Promise((resolve, reject) => {
    get({ socketPath, path: `/images/${reference}/json` }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    }).on('error', reject)
  })
}

function importArchive (archive) {
  const [repo, tag] = baseImage.split(':')
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, method: 'POST', path: `/images/create?fromSrc=-&repo=${repo}&tag=${tag}`, headers: { 'Content-Type': 'application/x-tar' } }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      if (response.statusCode === 200 && await hasImage(baseImage)) resolve()
      else reject(new Error(`the engine did not import ${baseImage}: ${text}`))
    })
    outgoing.on('error', reject)
    outgoing.end(archive)
  })
}

async function importBaseImage () {
  if (await hasImage(baseImage)) return
  if (!existsSync('/bin/busybox')) {
    if (!debianRoot()) throw new Error('the test image is made of /bin/busybox: install busybox-static')
    install('busybox-static')
  }
  const directory = mkdtempSync(join(tmpdir(), 'containerizer-image-'))
  try {
    for (const name of ['bin', 'etc', 'root', 'tmp']) mkdirSync(join(directory, name))
    copyFileSync('/bin/busybox', join(directory, 'bin/busybox'))
    const applets = execFileSync('/bin/busybox', ['--list'], { encoding: 'utf8' }).trim().split('\n')
    for (const applet of applets) if (applet !== 'busybox') symlinkSync('busybox', join(directory, 'bin', applet))
    writeFileSync(join(directory, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n')
    say(`importing ${baseImage} from busybox`)
    const archive = execFileSync('tar', ['-C', directory, '-c', '.'], { maxBuffer: 64 << 20 })
    await importArchive(archive)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

// What the tests of pulls start registries of.
function installRegistry () {
  const needed = { 'docker-registry': '/usr/bin/docker-registry', 'apache2-utils': '/usr/bin/htpasswd', openssl: '/usr/bin/openssl' }
  const missing = Object.keys(needed).filter((name) => !existsSync(needed[name]))
  if (missing.length === 0) return
  if (!debianRoot()) throw new Error(`the tests of pulls need ${missing.join(', ')}`)
  install(...missing)
}

try {
  await bringUpEngine()
  await importBaseImage()
  installRegistry()
} catch (error) {
  console.error(`setup: ${error.message}`)
  process.exitCode = 1
}
