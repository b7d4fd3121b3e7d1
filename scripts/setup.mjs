// Brings up what tests and demo need: a reachable Docker engine and a small base image.
// Uses an engine that answers; else, on Debian as root, installs and starts one; else says what to do.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, openSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { agentImage, importAgentImage } from './agent-image.mjs'
import { baseImage, canMakeBaseImage, hasBaseImage, hasImage, importArchive, importBaseImage, ping, removeFormer } from './base-image.mjs'
import { executorArchive, executorImage } from './executor-image.mjs'

export const socketPath = process.env.CONTAINERIZER_TEST_SOCKET ?? '/var/run/docker.sock'
const say = (text) => console.log(`setup: ${text}`)

function install (...packages) {
  say(`installing ${packages.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', ['update'], { stdio: 'ignore', env })
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { stdio: 'ignore', env })
}

const debianRoot = () => process.getuid?.() === 0 && existsSync('/etc/debian_version')

async function bringUpEngine () {
  if (await ping(socketPath)) return
  if (!debianRoot() || socketPath !== '/var/run/docker.sock') {
    throw new Error(`no Docker engine answers at ${socketPath}. Start one, or name its socket in CONTAINERIZER_TEST_SOCKET.`)
  }
  if (!existsSync('/usr/sbin/dockerd')) install('docker.io', 'iptables')
  const log = join(tmpdir(), 'containerizer-dockerd.log')
  const output = openSync(log, 'a')
  say(`starting dockerd, its log is ${log}`)
  spawn('/usr/sbin/dockerd', [], { detached: true, stdio: ['ignore', output, output] }).unref()
  for (let tries = 0; tries < 120; tries++) {
    if (await ping(socketPath)) return
    await delay(500)
  }
  throw new Error(`dockerd did not answer within 60 s:\n${readFileSync(log, 'utf8').split('\n').slice(-15).join('\n')}`)
}

async function bringUpBaseImage () {
  if (await hasBaseImage(socketPath)) return
  if (!canMakeBaseImage()) {
    if (!debianRoot()) throw new Error('the test image is made of /bin/busybox: install busybox-static')
    install('busybox-static')
  }
  say(`importing ${baseImage} from busybox`)
  await importBaseImage(socketPath)
}

async function importExecutorImage () {
  if (await hasImage(socketPath, executorImage)) return
  say(`importing ${executorImage} from node and examples/http-executor.ts`)
  await importArchive(socketPath, executorArchive(), executorImage)
  await removeFormer(socketPath, executorImage)
}

// For tests alone: it is as large as all else together.
async function importAgent () {
  const image = agentImage()
  if (await hasImage(socketPath, image)) return
  say(`importing ${image} from node and the build in dist/`)
  await importAgentImage(socketPath, image)
  await removeFormer(socketPath, image)
}

// What the tests of pulls start registries of.
function installRegistry () {
  const needed = { 'docker-registry': '/usr/bin/docker-registry', 'apache2-utils': '/usr/bin/htpasswd', openssl: '/usr/bin/openssl' }
  const missing = Object.keys(needed).filter((name) => !existsSync(needed[name]))
  if (missing.length === 0) return
  if (!debianRoot()) throw new Error(`the tests of pulls need ${missing.join(', ')}`)
  install(...missing)
}

// What the tests of the fetcher fetch from, and make their archives with.
function installFetcherTools () {
  const needed = { vsftpd: '/usr/sbin/vsftpd', zip: '/usr/bin/zip', bzip2: '/usr/bin/bzip2', 'xz-utils': '/usr/bin/xz', curl: '/usr/bin/curl' }
  const missing = Object.keys(needed).filter((name) => !existsSync(needed[name]))
  if (missing.length === 0) return
  if (!debianRoot()) throw new Error(`the tests of the fetcher need ${missing.join(', ')}`)
  install(...missing)
}

try {
  await bringUpEngine()
  await bringUpBaseImage()
  await importExecutorImage()
  if (process.argv[2] === 'tests') await importAgent()
  installRegistry()
  installFetcherTools()
} catch (error) {
  console.error(`setup: ${error.message}`)
  process.exitCode = 1
}
