// Twenty launches of one absent big image against the least that could do: one bare pull, then twenty launches of the
// image that is there. Both in one run, on one engine, from one registry, each time with an image nobody has yet.
// Usage: node bench/pull.mjs [megabytes] [rounds] [launches]
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { layer, pushImage, randomLayer, startRegistry } from '../scripts/registry.mjs'

const [megabytes, rounds, launches] = [200, 3, 20].map((value, at) => Number(process.argv[2 + at] ?? value))
const socketPath = process.env.CONTAINERIZER_TEST_SOCKET ?? '/var/run/docker.sock'
const { default: dockerContainerizer } = await import(process.env.BENCH_LIBRARY ?? '../dist/lib/index.js')
const workDir = mkdtempSync(join(tmpdir(), 'bench-pull-'))
const registry = await startRegistry()
const app = Fastify()
const data = readFileSync('/bin/busybox')
const shell = layer({ 'bin/sh': { data, mode: 0o755 } })

function call (method, path) {
  return new Promise((resolve, reject) => {
    request({ socketPath, method, path: `/v1.40${path}`, agent: false }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      if (response.statusCode < 300 && !text.includes('"errorDetail"')) resolve()
      else reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`))
    }).on('error', reject).end()
  })
}

async function newImage () {
  const name = `bench-${randomUUID()}`
  await pushImage(registry, name, '1', [shell, randomLayer(megabytes << 20)])
  return `${registry.host}/${name}:1`
}

async function launchAll (image) {
  const ids = Array.from({ length: launches }, () => ({ value: randomUUID() }))
  const begun = performance.now()
  await Promise.all(ids.map((id) => app.containerizers.launch(id, {
    directory: join(workDir, id.value), commandInfo: { shell: true, value: 'exec sleep 1000' }, containerInfo: { type: 'DOCKER', docker: { image } }
  })))
  const took = performance.now() - begun
  await Promise.all(ids.map((id) => app.containerizers.destroy(id)))
  await call('DELETE', `/images/${image}`)
  return took
}

async function bare () {
  const image = await newImage()
  const begun = performance.now()
  await call('POST', `/images/create?fromImage=${encodeURIComponent(image)}`)
  const pulled = performance.now() - begun
  return { pulled, all: pulled + await launchAll(image) }
}

try {
  await app.register(dockerContainerizer, { workDir, socketPath })
  await app.ready()
  await app.containerizers.recovered
  const ratios = []
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes: caches and the disk treat the second one differently.
    const oursFirst = round % 2 === 0 ? await launchAll(await newImage()) : undefined
    const least = await bare()
    const ours = oursFirst ?? await launchAll(await newImage())
    ratios.push(ours / least.all)
    console.log(`round ${round + 1}: ${launches} launches of an absent image of ${megabytes} MB ${Math.round(ours)} ms; bare pull ${Math.round(least.pulled)} ms + launches = ${Math.round(least.all)} ms; ratio ${ratios.at(-1).toFixed(2)}`)
  }
  console.log(`median ratio ${ratios.sort((a, b) => a - b)[ratios.length >> 1].toFixed(2)}, the bar is 1.10`)
} finally {
  await app.close()
  await registry.stop()
  rmSync(workDir, { recursive: true })
}
