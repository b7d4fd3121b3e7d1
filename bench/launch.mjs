// Tasks through the scheduler API of a real agent against the bare engine doing create, start, wait and remove over
// keep-alive HTTP. Both take turns in one run on one engine; every figure is a ratio of the two.
// Usage: node bench/launch.mjs [rounds] [in flight,...]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BareEngine } from './bare-engine.mjs'
import { Framework } from './framework.mjs'
import { listeningAt } from '../scripts/listening-at.mjs'

const rounds = Number(process.argv[2] ?? 6)
const levels = (process.argv[3] ?? '1,8,32').split(',').map(Number)
const socketPath = process.env.CONTAINERIZER_TEST_SOCKET ?? '/var/run/docker.sock'
const image = 'containerizer-test/busybox:1'
const workDir = mkdtempSync(join(tmpdir(), 'bench-launch-'))
const program = process.env.BENCH_AGENT ?? fileURLToPath(new URL('../dist/lib/bin/mesos-agent.js', import.meta.url))

async function startAgent () {
  const args = [`--work_dir=${workDir}`, '--port=0', `--docker_socket=${socketPath}`, '--resources=cpus:64;mem:65536;disk:1024;ports:[31000-32000]']
  const agent = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'inherit', 'pipe'] })
  return { agent, address: await listeningAt(agent) }
}

const task = (id, agentId, command) => ({
  name: id,
  task_id: { value: id },
  agent_id: agentId,
  command: { shell: true, value: command },
  container: { type: 'DOCKER', docker: { image } },
  resources: [
    { name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 }, allocation_info: { role: '*' } },
    { name: 'mem', type: 'SCALAR', scalar: { value: 32 }, allocation_info: { role: '*' } }
  ]
})

/** What our create body amounts to, so that the engine has the same work for both. */
const body = (command) => ({
  Image: image,
  Entrypoint: ['/bin/sh'],
  Cmd: ['-c', command],
  Env: ['MESOS_SANDBOX=/mnt/mesos/sandbox', 'MESOS_CONTAINER_NAME=bench'],
  HostConfig: {
    NetworkMode: 'host',
    CpuShares: 102,
    Memory: 32 * 1024 * 1024,
    LogConfig: { Type: 'local', Config: {} },
    Mounts: [{ Type: 'bind', Source: workDir, Target: '/mnt/mesos/sandbox' }]
  }
})

/** Runs `count` jobs, `width` at a time; resolves with their results and jobs per second. */
async function keep (width, count, job) {
  const results = []
  let next = 0
  const begun = performance.now()
  await Promise.all(Array.from({ length: width }, async () => {
    while (next < count) results.push(await job(next++))
  }))
  return { results, perSecond: count / (performance.now() - begun) * 1000 }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const { agent, address } = await startAgent()
const bare = new BareEngine(socketPath)
const framework = new Framework(address, task)
let serial = 0

/** Both sides in turn, `rounds` times after one to warm up: times to start and ratios of throughput. */
async function compare (width, command) {
  const count = Math.max(8, width * 2)
  const starts = { bare: [], ours: [] }
  const ratios = []
  for (let round = -1; round < rounds; round++) {
    const theirs = await keep(width, count, () => bare.run(`bench-bare-${process.pid}-${serial++}`, body(command)))
    const ours = await keep(width, count, () => framework.run(`bench-${serial++}`, command))
    const wrong = ours.results.find(({ state }) => state !== 'TASK_FINISHED')
    if (wrong !== undefined) throw new Error(`a task ended with ${wrong.state}: ${wrong.message}`)
    if (round < 0) continue
    starts.bare.push(...theirs.results)
    starts.ours.push(...ours.results.map(({ running }) => running))
    ratios.push(ours.perSecond / theirs.perSecond)
    if (process.env.BENCH_VERBOSE) console.log(`  ${width} in flight: bare ${theirs.perSecond.toFixed(2)}/s, ours ${ours.perSecond.toFixed(2)}/s`)
  }
  return { bareMs: median(starts.bare), oursMs: median(starts.ours), throughputRatio: median(ratios), tasks: starts.ours.length }
}

const round = (value, digits = 2) => Number(value.toFixed(digits))
try {
  await framework.subscribe()
  // A command that ends at once has the engine busy with its end, and TASK_RUNNING, which shows what the engine says
  // of the running container, waits for that too: so launches are timed with one that lives.
  for (const [label, command] of [['lives', 'sleep 0.3'], ['ends at once', 'true']]) {
    const { bareMs, oursMs, tasks } = await compare(1, command)
    console.log(JSON.stringify({
      launch: label, inFlight: 1, tasks, bareCreateStartP50Ms: round(bareMs, 1), launchToRunningP50Ms: round(oursMs, 1), launchRatio: round(oursMs / bareMs)
    }))
  }
  for (const width of levels) {
    const { throughputRatio, tasks } = await compare(width, 'true')
    console.log(JSON.stringify({ throughput: 'ends at once', inFlight: width, tasks, throughputRatio: round(throughputRatio) }))
  }
  await framework.close()
} finally {
  bare.close()
  if (process.env.BENCH_VERBOSE) console.log(`  agent: ${readFileSync(`/proc/${agent.pid}/stat`, 'utf8').split(' ').slice(13, 15).join(' + ')} ticks of CPU`)
  agent.kill('SIGTERM')
  if (agent.exitCode === null) await once(agent, 'exit')
  rmSync(workDir, { recursive: true })
}
