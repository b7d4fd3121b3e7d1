// An agent is killed with containers running and started again: the time from the spawn of its process until it has recovered all
// and accepts launches, against the bare engine giving the list and every inspect at the same concurrency. Bar: 1 s + 1.5 x bare.
// Usage: node bench/recovery.mjs [containers] [rounds]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BareEngine } from './bare-engine.mjs'
import { listeningAt } from '../scripts/listening-at.mjs'

const count = Number(process.argv[2] ?? 200)
const rounds = Number(process.argv[3] ?? 5)
const AT_ONCE = 16
const socketPath = process.env.CONTAINERIZER_TEST_SOCKET ?? '/var/run/docker.sock'
const image = 'containerizer-test/busybox:1'
const workDir = mkdtempSync(join(tmpdir(), 'bench-recovery-'))
const program = fileURLToPath(new URL('../dist/lib/bin/mesos-agent.js', import.meta.url))

/** Runs all jobs, `width` at a time. */
async function inParallel (width, jobs) {
  const left = [...jobs]
  await Promise.all(Array.from({ length: width }, async () => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) await job()
  }))
}

function call (port, type, body = {}) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', accept: 'application/json' }
    const outgoing = request({ port, host: '127.0.0.1', method: 'POST', path: '/api/v1', headers }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode, text })
    })
    outgoing.on('error', reject)
    outgoing.end(JSON.stringify({ type, ...body }))
  })
}

async function startAgent () {
  const begun = performance.now()
  const agent = spawn(process.execPath, [program, `--work_dir=${workDir}`, '--port=0', '--containerizers=docker', `--docker_socket=${socketPath}`], { stdio: ['ignore', 'inherit', 'pipe'] })
  const port = Number((await listeningAt(agent)).split(':').at(-1))
  // Answered with 503 until everything has been recovered, and then that there is no such container.
  while ((await call(port, 'WAIT_CONTAINER', { wait_container: { container_id: { value: 'none' } } })).status !== 404) await new Promise((resolve) => { setTimeout(resolve, 20) })
  return { agent, port, totalMs: performance.now() - begun }
}

async function kill (agent, signal) {
  const ended = once(agent, 'exit')
  agent.kill(signal)
  await ended
}

const launch = (port, value, command) => call(port, 'LAUNCH_CONTAINER', {
  launch_container: { container_id: { value }, command: { value: command }, container: { type: 'DOCKER', docker: { image } } }
})
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

const engine = new BareEngine(socketPath)
let { agent, port, totalMs: emptyMs } = await startAgent()
const agentId = readdirSync(join(workDir, 'meta', 'slaves')).find((name) => name !== 'latest')
const filters = encodeURIComponent(JSON.stringify({ label: [`fastify-docker-containerizer.agent-id=${agentId}`] }))
const list = () => engine.call('GET', `/containers/json?all=true&filters=${filters}`)
try {
  await inParallel(8, Array.from({ length: count }, (_, i) => async () => {
    const { status, text } = await launch(port, `recovery-${i}`, 'exec sleep 1000000')
    if (status !== 200) throw new Error(text)
  }))
  const bare = []
  const ours = []
  for (let round = 0; round < rounds; round++) {
    await kill(agent, 'SIGKILL')
    const begun = performance.now()
    const containers = await list()
    await inParallel(AT_ONCE, containers.map(({ Id }) => () => engine.call('GET', `/containers/${Id}/json`)))
    bare.push(performance.now() - begun)
    let totalMs
    ({ agent, port, totalMs } = await startAgent())
    ours.push(totalMs)
    const { status, text } = await launch(port, `after-${round}`, 'true')
    const known = JSON.parse((await call(port, 'GET_CONTAINERS', { get_containers: { show_standalone: true } })).text).get_containers.containers.length
    if (status !== 200 || known < count) throw new Error(`${known} of ${count} are known, a launch gives ${status} ${text}`)
  }
  const [barMs, oursMs, bareMs] = [1000 + 1.5 * median(bare), median(ours), median(bare)].map(Math.round)
  console.log(`${count} containers, ${rounds} rounds, medians: bare list and inspects ${bareMs} ms, agent from spawn to launches ${oursMs} ms (an empty one ${Math.round(emptyMs)} ms), bar ${barMs} ms: ${oursMs <= barMs ? 'met' : 'MISSED'}`)
} finally {
  await kill(agent, 'SIGKILL')
  await inParallel(8, (await list()).map(({ Id }) => () => engine.call('DELETE', `/containers/${Id}?force=true&v=true`)))
  engine.close()
  rmSync(workDir, { recursive: true, force: true })
}
