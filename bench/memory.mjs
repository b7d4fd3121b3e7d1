// What idle tasks and their checks cost the agent. Tasks are containers on the engine that sleep: growth of the agent's resident memory for each,
// after a collection of garbage, its child processes, and its CPU time while they are checked over HTTP and TCP, half of them in
// the host's network and half in their own. Bars: 100 KiB a task, no process, 20 % of one core for 500 checks a second.
// Usage: node bench/memory.mjs [idle tasks] [checked tasks] [seconds]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { BareEngine } from './bare-engine.mjs'
import { Framework } from './framework.mjs'
import { listeningAt } from '../scripts/listening-at.mjs'

const idle = Number(process.argv[2] ?? 200)
const checked = Number(process.argv[3] ?? 100)
const seconds = Number(process.argv[4] ?? 20)
const INTERVAL = 0.2
const TICKS_PER_SECOND = 100
const WARM = 32
// So long the compiler still works at code that runs five hundred times a second from then on.
const SETTLE_MS = 10_000
const socketPath = process.env.CONTAINERIZER_TEST_SOCKET ?? '/var/run/docker.sock'
const image = 'containerizer-test/busybox:1'
const workDir = mkdtempSync(join(tmpdir(), 'bench-memory-'))
const program = fileURLToPath(new URL('../dist/lib/bin/mesos-agent.js', import.meta.url))
const collecting = ['--expose-gc', '--import', 'data:text/javascript,process.on("SIGWINCH",()=>globalThis.gc())']

async function startAgent () {
  const args = [`--work_dir=${workDir}`, '--port=0', '--containerizers=docker', `--docker_socket=${socketPath}`, '--resources=cpus:640;mem:65536;disk:1024;ports:[31000-32000]']
  const agent = spawn(process.execPath, [...collecting, program, ...args], { stdio: ['ignore', 'inherit', 'pipe'] })
  return { agent, address: await listeningAt(agent) }
}

// What host tasks are checked at: it counts.
let answered = 0
const target = createServer((_request, response) => response.end('fine'))
target.on('connection', () => { answered++ })
target.listen(0, '127.0.0.1')
await once(target, 'listening')

const SERVE = 'mkdir -p /tmp/www; echo fine > /tmp/www/index.html; exec httpd -f -p 8080 -h /tmp/www'
const scalar = (name, value) => ({ name, type: 'SCALAR', scalar: { value }, allocation_info: { role: '*' } })

/** `check-<number>` is checked, by HTTP or TCP, in the host's network or its own. */
function task (id, agentId, command) {
  const [kind, number] = id.split('-')
  const isOwn = kind === 'check' && number % 2 === 1
  const port = isOwn ? 8080 : target.address().port
  const probe = Math.floor(number / 2) % 2 === 0 ? { type: 'HTTP', http: { port, path: '/' } } : { type: 'TCP', tcp: { port } }
  return {
    name: id,
    task_id: { value: id },
    agent_id: agentId,
    command: { shell: true, value: isOwn ? SERVE : command },
    container: { type: 'DOCKER', docker: { image, network: isOwn ? 'BRIDGE' : 'HOST' } },
    resources: [scalar('cpus', 0.1), scalar('mem', 32)],
    ...(kind === 'check' && { health_check: { ...probe, delay_seconds: 0, interval_seconds: INTERVAL, grace_period_seconds: 600 } })
  }
}

/** Runs all jobs, 8 at a time. */
async function inParallel (jobs) {
  const left = [...jobs]
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) await job()
  }))
}

const { agent, address } = await startAgent()
const framework = new Framework(address, task)
const engine = new BareEngine(socketPath)
const start = (kind, count) => inParallel(Array.from({ length: count }, (_, i) => () => framework.start(`${kind}-${i}`, 'exec sleep 1000000')))

async function residentKib () {
  // Once for what is garbage, once for what that held.
  for (let round = 0; round < 2; round++) {
    agent.kill('SIGWINCH')
    await sleep(2000)
  }
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${agent.pid}/status`, 'utf8'))[1])
}

function children () {
  return readdirSync(`/proc/${agent.pid}/task`).flatMap((thread) => readFileSync(`/proc/${agent.pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean))
}

/** The share of one core that the agent takes. */
async function cpuShare () {
  const ticks = () => readFileSync(`/proc/${agent.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ').slice(11, 13).reduce((sum, value) => sum + Number(value), 0)
  const [before, begun, answeredBefore] = [ticks(), performance.now(), answered]
  let processes = 0
  while (performance.now() - begun < seconds * 1000) {
    await sleep(100)
    processes = Math.max(processes, children().length)
  }
  const passed = (performance.now() - begun) / 1000
  return { share: (ticks() - before) / TICKS_PER_SECOND / passed, answeredPerSecond: (answered - answeredBefore) / passed, processes }
}

const percent = (share) => `${(share * 100).toFixed(1)} %`
const verdict = (met) => met ? 'met' : 'MISSED'
try {
  await framework.subscribe()
  // Code that is compiled and pools that are filled once are no task's.
  await inParallel(Array.from({ length: WARM }, (_, i) => () => framework.run(`warm-${i}`, 'sleep 1')))
  const base = await residentKib()
  await start('idle', idle)
  const full = await residentKib()
  const perTask = (full - base) / idle
  const quiet = await cpuShare()
  console.log(`${idle} idle tasks: ${Math.round(base / 1024)} MiB before, ${Math.round(full / 1024)} MiB with them, ${perTask.toFixed(1)} KiB a task, bar 100: ${verdict(perTask <= 100)}; ${quiet.processes} processes of the agent, bar 0: ${verdict(quiet.processes === 0)}; ${percent(quiet.share)} of a core`)
  await start('check', checked)
  await sleep(SETTLE_MS)
  const busy = await cpuShare()
  const perSecond = checked / INTERVAL
  // Those in the host's network are counted where they arrive; the others are as many.
  const arrived = busy.answeredPerSecond * checked / Math.ceil(checked / 2)
  console.log(`${perSecond} checks a second asked for, about ${Math.round(arrived)} arrive: ${percent(busy.share)} of a core, bar ${percent(0.2 * perSecond / 500)}: ${verdict(busy.share <= 0.2 * perSecond / 500)}; ${busy.processes} processes of the agent, bar 0: ${verdict(busy.processes === 0)}`)
} finally {
  agent.kill('SIGKILL')
  if (agent.exitCode === null && agent.signalCode === null) await once(agent, 'exit')
  const agentId = readdirSync(join(workDir, 'meta', 'slaves')).find((name) => name !== 'latest')
  const filters = encodeURIComponent(JSON.stringify({ label: [`fastify-docker-containerizer.agent-id=${agentId}`] }))
  const left = await engine.call('GET', `/containers/json?all=true&filters=${filters}`)
  await inParallel(left.map(({ Id }) => () => engine.call('DELETE', `/containers/${Id}?force=true&v=true`)))
  engine.close()
  target.close()
  target.closeAllConnections()
  rmSync(workDir, { recursive: true, force: true })
}
