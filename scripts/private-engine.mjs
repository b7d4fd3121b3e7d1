// A real engine of a test's own, to be stopped, killed, paused and started again: dockerd with a socket, data, containerd, cgroup
// and network namespace of its own, so that it neither sees the engine that others use nor is seen by it. Needs root. Its containers
// have that empty network or none, or a bridge inside it where one is asked for; it makes no firewall rule.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, openSync, closeSync, readFileSync, readdirSync, rmSync, rmdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { importBaseImage, ping } from './base-image.mjs'

const PREFIX = 'private-engine-'
const dockerd = '/usr/sbin/dockerd'

function readOr (path, otherwise) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return otherwise
  }
}

function list (directory) {
  try {
    return readdirSync(directory, { withFileTypes: true })
  } catch {
    return []
  }
}

/** A zombie that nobody has reaped is gone too. */
const lives = (pid) => !['', 'Z', 'X'].includes(/\) (\S)/.exec(readOr(`/proc/${pid}/stat`, ''))?.[1] ?? '')

function signal (pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

async function until (probe, ms, what) {
  const end = Date.now() + ms
  while (!await probe()) {
    if (Date.now() > end) throw new Error(typeof what === 'function' ? what() : what)
    await delay(20)
  }
}

/** Only the engine's own programs: whoever talks to it may name its directory on his command line too. */
const programsOf = (directory) => list('/proc').map(({ name }) => name).filter((pid) => /^\d+$/.test(pid) &&
  /^(dockerd|containerd|containerd-shim|docker-proxy|runc)/.test(readOr(`/proc/${pid}/comm`, '')) &&
  readOr(`/proc/${pid}/cmdline`, '').includes(directory) && lives(pid)).map(Number)

const mounts = () => readFileSync('/proc/self/mountinfo', 'utf8').trim().split('\n').map((line) => line.split(' '))

/** Its containers' cgroups in every hierarchy, children first. */
function cgroupsOf (directory) {
  const below = (path) => [...list(path).filter((entry) => entry.isDirectory()).flatMap(({ name }) => below(join(path, name))), path]
  return mounts().filter((fields) => /^cgroup2?$/.test(fields[fields.indexOf('-') + 1]))
    .map((fields) => join(fields[4], basename(directory))).filter((path) => existsSync(path)).flatMap(below)
}

async function removeEngine (directory) {
  for (const pid of programsOf(directory)) signal(pid, 'SIGKILL')
  await until(() => programsOf(directory).length === 0, 20_000, `programs of ${directory} do not die`)
  for (const cgroup of cgroupsOf(directory)) {
    const members = () => readOr(join(cgroup, 'cgroup.procs'), '').split('\n').filter((pid) => pid !== '' && lives(pid))
    await until(() => {
      for (const pid of members()) signal(Number(pid), 'SIGKILL')
      return members().length === 0
    }, 20_000, `processes in ${cgroup} do not die`)
    // A cgroup stays busy for a moment after its last process.
    await until(() => {
      try {
        rmdirSync(cgroup)
        return true
      } catch (error) {
        return error.code === 'ENOENT'
      }
    }, 20_000, `${cgroup} stays`)
  }
  const inside = () => mounts().map((fields) => fields[4]).filter((path) => path.startsWith(`${directory}/`)).reverse()
  await until(() => {
    // One may go with another, or by itself at the end of what it was for.
    for (const path of inside()) spawnSync('umount', ['--lazy', path], { stdio: 'ignore' })
    return inside().length === 0
  }, 20_000, `mounts below ${directory} stay`)
  // A shim that is killed leaves its socket, which stands outside.
  const bundles = join(directory, 'exec/containerd/daemon/io.containerd.runtime.v2.task')
  for (const space of list(bundles)) {
    for (const { name } of list(join(bundles, space.name))) {
      const address = readOr(join(bundles, space.name, name, 'address'), '')
      if (address.startsWith('unix:///run/containerd/s/')) rmSync(address.slice('unix://'.length), { force: true })
    }
  }
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
}

/** What a test that was killed left behind. */
async function removeAbandoned () {
  for (const { name } of list(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const owner = readOr(join(tmpdir(), name, 'owner'), '')
    if (owner !== '' && !lives(owner)) await removeEngine(join(tmpdir(), name))
  }
}

/**
 * Starts an engine with the base image in it. `liveRestore` keeps containers running while it is away; `bridge` is the address of
 * a docker0 in its own network namespace, such as 10.0.0.1/24; `args` are more flags of dockerd. `remove()` leaves no process, mount, cgroup or file, in whatever state the engine is.
 */
export async function startPrivateEngine ({ liveRestore = false, debug = false, bridge, args = [] } = {}) {
  await removeAbandoned()
  const directory = mkdtempSync(join(tmpdir(), PREFIX))
  const at = (name) => join(directory, name)
  const socketPath = at('docker.sock')
  const containerdPid = at('exec/containerd/containerd.pid')
  writeFileSync(at('owner'), String(process.pid))
  writeFileSync(at('daemon.json'), '{}')
  let child
  let gone

  const engine = {
    socketPath,
    directory,
    get pid () { return child.pid },
    log: () => readOr(at('dockerd.log'), ''),
    /** Starts it again on the same data; `liveRestore` may change between two lives. */
    async start (options = {}) {
      liveRestore = options.liveRestore ?? liveRestore
      const output = openSync(at('dockerd.log'), 'a')
      // Without a bridge of its own dockerd takes docker0 away, whoever's that is, and with one it changes it: it must not see the host's.
      child = spawn('unshare', ['--net', dockerd, `--host=unix://${socketPath}`, `--config-file=${at('daemon.json')}`, `--data-root=${at('data')}`, `--exec-root=${at('exec')}`, `--pidfile=${at('dockerd.pid')}`,
        bridge === undefined ? '--bridge=none' : `--bip=${bridge}`, '--iptables=false', '--ip-forward=false', '--ip-masq=false', `--cgroup-parent=/${basename(directory)}`,
        '--exec-opt=native.cgroupdriver=cgroupfs', ...(liveRestore ? ['--live-restore'] : []), ...(debug ? ['--debug'] : []), ...args
      ], { stdio: ['ignore', output, output] })
      closeSync(output)
      let ended = false
      gone = new Promise((resolve, reject) => {
        child.once('exit', () => { ended = true; resolve() })
        child.once('error', (error) => { ended = true; reject(error) })
      })
      gone.catch(() => {})
      const tail = () => engine.log().split('\n').slice(-15).join('\n')
      await until(async () => ended || await ping(socketPath), 180_000, () => `dockerd did not answer within 180 s:\n${tail()}`)
      if (ended) throw new Error(`dockerd ended:\n${tail()}`)
    },
    /** SIGTERM: without live-restore its containers are stopped. Resolves when it is gone. */
    async stop () {
      signal(child.pid, 'SIGCONT')
      signal(child.pid, 'SIGTERM')
      await gone
    },
    /** SIGKILL, which its containerd follows; containers run on. Resolves when both are gone. */
    async kill () {
      const second = Number(readOr(containerdPid, '0'))
      signal(child.pid, 'SIGKILL')
      await gone
      if (second !== 0) await until(() => !lives(second), 20_000, 'containerd outlives dockerd')
      // An unreaped containerd would be taken for one that still runs.
      rmSync(containerdPid, { force: true })
    },
    /** It accepts connections and answers none. */
    pause: () => signal(child.pid, 'SIGSTOP'),
    resume: () => signal(child.pid, 'SIGCONT'),
    async remove () {
      await removeEngine(directory)
      await gone.catch(() => {})
    }
  }
  try {
    await engine.start()
    await importBaseImage(socketPath)
  } catch (error) {
    await engine.remove()
    throw error
  }
  return engine
}
