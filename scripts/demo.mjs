// The main job, end to end: an agent, a task from a Docker image, a plain command task, and nothing left behind.
// Expects the build in dist/ and the set-up of scripts/setup.mjs; `npm run demo` does both before.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { listeningAt } from './listening-at.mjs'

const socketPath = process.env.CONTAINERIZER_TEST_SOCKET ?? '/var/run/docker.sock'
const image = 'containerizer-test/busybox:1'
const program = (name) => fileURLToPath(new URL(`../dist/lib/bin/${name}.js`, import.meta.url))
const workDir = mkdtempSync(join(tmpdir(), 'mesos-agent-demo-'))
const say = (text) => console.log(`\n# ${text}`)

function engine (path) {
  return new Promise((resolve, reject) => {
    get({ socketPath, path }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      resolve(JSON.parse(text))
    }).on('error', reject)
  })
}

/** Our containers, running or not. */
const containers = (agentId) => engine(`/containers/json?all=true&filters=${encodeURIComponent(
  JSON.stringify({ label: [`fastify-docker-containerizer.agent-id=${agentId}`] }))}`)

/** Starts the agent and waits for the line that says where it listens. */
async function startAgent () {
  const args = [`--work_dir=${workDir}`, '--containerizers=docker,mesos', '--port=0', `--docker_socket=${socketPath}`]
  console.log(`$ mesos-agent ${args.join(' ')}`)
  const agent = spawn(process.execPath, [program('mesos-agent'), ...args], { stdio: ['ignore', 'inherit', 'pipe'] })
  return { agent, address: await listeningAt(agent) }
}

/** Runs mesos-execute, looks at the engine when the task runs, and gives back its exit code. */
async function execute (address, agentId, args) {
  console.log(`$ mesos-execute --master=${address} ${args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg)).join(' ')}`)
  const child = spawn(process.execPath, [program('mesos-execute'), `--master=${address}`, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line)
    if (!line.includes('TASK_RUNNING')) continue
    for (const { Names, Image, State } of await containers(agentId)) console.log(`  on the engine: ${Names[0].slice(1)} (${Image}, ${State})`)
  }
  const [code] = await exited
  console.log(`exit code ${code}`)
  return code
}

function showSandbox (task) {
  const runs = join(workDir, 'slaves')
  const files = readdirSync(runs, { recursive: true }).filter((name) => name.endsWith('/stdout') && name.includes(`/executors/${task}/`) && !name.includes('/latest/'))
  for (const file of files) {
    console.log(`sandbox ${file}:`)
    process.stdout.write(readFileSync(join(runs, file), 'utf8').replace(/^/gm, '  ').trimEnd() + '\n')
  }
  return files.length
}

let failed = false
const check = (fact, text) => {
  if (!fact) failed = true
  console.log(`${fact ? 'ok' : 'NOT OK'}: ${text}`)
}

say('an agent with two containerizers')
const { agent, address } = await startAgent()
console.log(`listening on ${address}`)
try {
  const agentId = readdirSync(join(workDir, 'meta', 'slaves')).find((name) => name !== 'latest')

  say('a task from a Docker image')
  const docker = await execute(address, agentId, ['--name=from-image', `--docker_image=${image}`, '--containerizer=docker',
    '--resources=cpus:0.5;mem:64', '--command=echo "hello from $MESOS_CONTAINER_NAME"; ls -d $MESOS_SANDBOX; sleep 1'])
  check(docker === 0, 'the task finished')
  check(showSandbox('from-image') === 1, 'its output is in the sandbox')

  say('a plain command task')
  const plain = await execute(address, agentId, ['--name=plain', '--resources=cpus:0.5;mem:64', '--command=echo "hello from $MESOS_SANDBOX"'])
  check(plain === 0, 'the task finished')
  check(showSandbox('plain') === 1, 'its output is in the sandbox')

  say('stopping the agent')
  agent.kill('SIGTERM')
  const [code] = await once(agent, 'exit')
  check(code === 0, 'the agent ended cleanly')
  check((await containers(agentId)).length === 0, 'no container is left behind')
} finally {
  if (agent.exitCode === null) agent.kill('SIGKILL')
  rmSync(workDir, { recursive: true })
}
process.exitCode = failed ? 1 : 0
