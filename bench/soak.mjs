// Whether a host keeps anything of what has ended: launches with output through the plugin, one after the other and a few at a time, on the fake engine
// in a process of its own. Heap after a collection of garbage, looked at 40 times; its slope in bytes for each launch, with the error of that.
// The bar is zero: within that error, or far below the one pointer that a host would have to keep of each launch. Code that is compiled late, given up
// and compiled again would be most of what is seen, so all of it is compiled once, when it is loaded, and kept as it is.
// Usage: node --expose-gc --no-opt --no-sparkplug --no-lazy --no-lazy-feedback-allocation --no-flush-bytecode bench/soak.mjs [launches]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Fastify from 'fastify'
import dockerContainerizer from '../dist/lib/index.js'

const launches = Number(process.argv[2] ?? 100_000)
const LOOKS = 40
const AT_A_TIME = 8
const POINTER = 8
// The first launches fill caches and let the compiler settle.
const WARM = Math.max(500, Math.round(launches / 10))

const typescript = new URL('../scripts/strip-types.mjs', import.meta.url).href
const engine = fork(fileURLToPath(new URL('soak-engine.mjs', import.meta.url)), { execArgv: [`--import=${typescript}`] })
const [socketPath] = await once(engine, 'message')
const workDir = mkdtempSync(join(tmpdir(), 'bench-soak-'))
const app = Fastify()
await app.register(dockerContainerizer, { workDir, socketPath })
await app.ready()

async function launch () {
  const container = await app.containerizers.run({ image: 'containerizer-test/busybox:1', command: 'true' })
  const { state } = await container.wait()
  if (state !== 'TASK_FINISHED') throw new Error(`A task ended as ${state}`)
  await rm(container.directory, { recursive: true })
}

async function run (count) {
  let left = count
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => { while (left-- > 0) await launch() }))
}

function look () {
  for (let time = 0; time < 3; time++) globalThis.gc()
  return process.memoryUsage().heapUsed
}

/** Of a straight line through the points by least squares, with the standard error of it. */
function slopeOf (points) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))]
  const spread = points.reduce((sum, [px]) => sum + (px - x) ** 2, 0)
  const slope = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0) / spread
  const rest = points.reduce((sum, [px, py]) => sum + (py - y - slope * (px - x)) ** 2, 0)
  return { slope, error: Math.sqrt(rest / (points.length - 2) / spread) }
}

function verdictOn (slope, margin) {
  if (Math.abs(slope) <= margin) return 'zero within its error'
  return Math.abs(slope) + margin < POINTER / 10 ? `not a pointer for ten launches, ${POINTER} bytes: zero` : 'not zero'
}

await run(WARM)
const points = [[0, look()]]
const files = readdirSync('/proc/self/fd').length
const began = performance.now()
for (let at = 1; at <= LOOKS; at++) {
  await run(Math.round(launches / LOOKS))
  points.push([Math.round(launches / LOOKS) * at, look()])
}
const seconds = (performance.now() - began) / 1000
const { slope, error } = slopeOf(points)
const mib = (bytes) => (bytes / 1024 / 1024).toFixed(2)
console.log(`${points.at(-1)[0]} launches in ${seconds.toFixed(0)} s after ${WARM} to warm up, ${AT_A_TIME} at a time`)
console.log(`heap ${mib(points[0][1])} MiB at first, ${mib(points.at(-1)[1])} MiB at last, between ${mib(Math.min(...points.map(([, y]) => y)))} and ${mib(Math.max(...points.map(([, y]) => y)))} MiB`)
console.log(`slope ${slope.toFixed(1)} ± ${(2 * error).toFixed(1)} bytes a launch: ${verdictOn(slope, 2 * error)}`)
console.log(`open files ${files} at first, ${readdirSync('/proc/self/fd').length} at last`)

await app.close()
engine.disconnect()
rmSync(workDir, { recursive: true })
