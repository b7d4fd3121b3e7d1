// Output of containers in lines of 100 bytes: the containerizer, from launch to the end with its files complete, against a bare attachment
// written to a file as it comes, with create, start, wait and remove. Both take turns in one run on one engine. Bars: 0.95 x for one
// container of 100 MB, 0.9 x for 50 of 2 MB at once, 1 s of CPU for 100 MB, at most 1 MiB a container held.
// Usage: node bench/logs.mjs [megabytes] [containers at once] [megabytes of each] [rounds]
import { once } from 'node:events'
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import dockerContainerizer from '../dist/lib/index.js'
import { BareEngine } from './bare-engine.mjs'

const [megabytes = 100, containers = 50, each = 2, rounds = 3] = process.argv.slice(2).map(Number)
const MEGABYTE = 1_000_000
const socketPath = process.env.CONTAINERIZER_TEST_SOCKET ?? '/var/run/docker.sock'
const image = 'containerizer-test/busybox:1'
const workDir = mkdtempSync(join(tmpdir(), 'bench-logs-'))
const writing = (size) => `yes ${'x'.repeat(99)} | head -c ${size * MEGABYTE}`
const bare = new BareEngine(socketPath)
const app = Fastify()
await app.register(dockerContainerizer, { workDir, socketPath, destroyOnClose: true })
await app.ready()

/** The engine's stream, frames and all, into a file. Resolves when it is open; `done` is its end. */
async function attach (id, path) {
  const outgoing = request({ socketPath, method: 'POST', path: `/v1.40/containers/${id}/attach?stream=1&stdout=1&stderr=1`, headers: { Connection: 'Upgrade', Upgrade: 'tcp' } })
  outgoing.end()
  const [, socket] = await once(outgoing, 'upgrade')
  return { done: pipeline(socket, createWriteStream(path)) }
}

async function runBare (size) {
  const path = join(workDir, randomUUID())
  const { Id } = await bare.call('POST', `/containers/create?name=bench-${randomUUID()}`, {
    Image: image, Entrypoint: ['/bin/sh'], Cmd: ['-c', writing(size)], HostConfig: { NetworkMode: 'host', LogConfig: { Type: 'local', Config: { 'max-size': String(20 * 2 ** 20), 'max-file': '5', compress: 'false' } } }
  })
  const { done } = await attach(Id, path)
  await bare.call('POST', `/containers/${Id}/start`)
  await bare.call('POST', `/containers/${Id}/wait`)
  await done
  await bare.call('DELETE', `/containers/${Id}?v=true`)
  if (statSync(path).size < size * MEGABYTE) throw new Error('the bare attachment is short')
  rmSync(path)
}

async function runOurs (size) {
  const id = { value: randomUUID() }
  const directory = join(workDir, 'sandboxes', id.value)
  mkdirSync(join(workDir, 'sandboxes'), { recursive: true })
  await app.containerizers.launch(id, { directory, commandInfo: { shell: true, value: writing(size) }, containerInfo: { type: 'DOCKER', docker: { image } } })
  await app.containerizers.wait(id)
  const { size: written } = statSync(join(directory, 'stdout'))
  if (written !== size * MEGABYTE) throw new Error(`stdout has ${written} bytes, not ${size * MEGABYTE}`)
  rmSync(directory, { recursive: true })
}

/** Seconds, seconds of our own CPU, and the most memory in between. */
async function measure (job, count, size) {
  const cpu = process.cpuUsage()
  const begun = performance.now()
  const before = process.memoryUsage().rss
  let most = before
  const timer = setInterval(() => { most = Math.max(most, process.memoryUsage().rss) }, 20)
  await Promise.all(Array.from({ length: count }, () => job(size)))
  clearInterval(timer)
  const { user, system } = process.cpuUsage(cpu)
  return { seconds: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6, grown: most - before }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const round = (value) => Number(value.toFixed(2))
try {
  for (const [count, size] of [[1, megabytes], [containers, each]]) {
    const results = []
    for (let turn = -1; turn < rounds; turn++) {
      const theirs = await measure(runBare, count, size)
      const ours = await measure(runOurs, count, size)
      if (turn >= 0) results.push({ theirs, ours })
    }
    const of = (read) => round(median(results.map(read)))
    console.log(JSON.stringify({
      containers: count,
      megabytesEach: size,
      throughputRatio: of(({ theirs, ours }) => theirs.seconds / ours.seconds),
      megabytesPerSecond: of(({ ours }) => count * size / ours.seconds),
      cpuSecondsPer100Megabytes: of(({ ours }) => ours.cpu / (count * size) * 100),
      bareCpuSecondsPer100Megabytes: of(({ theirs }) => theirs.cpu / (count * size) * 100),
      grownMebibytes: of(({ ours }) => ours.grown / 2 ** 20)
    }))
  }
} finally {
  await app.close()
  bare.close()
  rmSync(workDir, { recursive: true, force: true })
}
