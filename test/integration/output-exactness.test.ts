import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import type { CommandInfo } from '../../types/index.ts'
import { AGENT_LABEL } from '../../lib/docker/ownership-labels.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { dockerContainerizer } from '../../lib/plugins/docker-containerizer.ts'
import { newId, shell, socketPath, taskConfig } from '../fixtures/docker-parts.ts'
import { digest, seeded, writers } from '../fixtures/kept-output.ts'
import { fact } from '../fixtures/outage-host.ts'

t.setTimeout(1_200_000)

/** Fifty take eight minutes on two cores that have more to do. */
const KILLS = Number(process.env['EXACTNESS_KILLS'] ?? 12)
/** What is rotated, and at which size; of what is not, a file holds all. */
const rotating: Record<string, string> = { lines: '16KB', large: '3MB' }
const agentId = `${randomUUID()}-S0`
const options = { agentId, socketPath, containerLogger: 'rotating', rotation: { maxBytes: 2 ** 32, files: 1000 } } as const
const program = new URL('../fixtures/mortal-host.mjs', import.meta.url).pathname

/** A host in a process of its own, when it is up. */
async function mortalHost (t: Test, workDir: string) {
  const child = spawn(process.execPath, [program, JSON.stringify({ workDir, ...options })], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  const up = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  if (String(up[0]) !== 'up\n') throw new Error(`the host ended: ${up.join()}`)
  return {
    async kill () {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
  }
}

async function hostHere (t: Test, workDir: string, destroyOnClose = false) {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(dockerContainerizer, { workDir, destroyOnClose, ...options })
  await app.ready()
  await app.containerizers.recovered
  return app
}

/** Of `stdout.12`. */
const numberOf = (name: string): number => Number(name.slice(name.indexOf('.') + 1))

function command (kind: string, value: string): CommandInfo {
  const size = rotating[kind]
  return { ...shell(value), ...(size === undefined ? {} : { environment: { variables: [{ name: 'CONTAINER_LOGGER_MAX_STDOUT_SIZE', value: size }] } }) }
}

t.test(`killed ${KILLS} times at any moment, a host has every byte once, rotated or not`, async (t) => {
  const seed = Number(process.env['EXACTNESS_SEED'] ?? Date.now() % 1e6)
  t.comment(`EXACTNESS_SEED=${seed}`)
  const random = seeded(seed)
  const workDir = await mkdtemp(join(tmpdir(), 'exactness-'))
  t.teardown(async () => {
    // Where it ended too soon, hosts have left what they ran.
    const engine = connectEngine({ socketPath })
    for (const { id } of await engine.list({ labels: [`${AGENT_LABEL}=${agentId}`] })) await engine.remove(id, { force: true })
    await engine.close()
    await rm(workDir, { recursive: true, force: true })
  })
  const first = await hostHere(t, workDir)
  const tasks = Object.entries(writers).map(([kind, value]) => ({ kind, id: newId(), config: taskConfig(join(workDir, 'sandboxes'), command(kind, value)) }))
  await Promise.all(tasks.map(({ id, config }) => first.containerizers.launch(id, config)))
  await first.close()
  const written = async (kind: string, name = 'stderr') => (await stat(join(tasks.find((task) => task.kind === kind)!.config.directory, name))).size
  const tell = (word: string) => Promise.all(tasks.map(({ config }) => writeFile(join(config.directory, word), '')))
  for (let round = 1; round <= KILLS; round++) {
    await tell(`round.${round}`)
    const before = await written('lines')
    const host = await mortalHost(t, workDir)
    // Two of three get as far as to write, and die somewhere in the middle of that; the others die while they recover.
    const until = before + 1 + Math.floor(random() * 3000)
    if (random() < 0.66) await fact(async () => await written('lines') >= until)
    await host.kill()
  }
  const last = await hostHere(t, workDir, true)
  // How a last line ended knows only who was attached: the last one is when it reads, and from then on each of them writes once more.
  for (const [more, name] of ['stderr', 'kept.stderr'].entries()) {
    const sizes = () => Promise.all(tasks.map(({ kind }) => written(kind, name)))
    const before = await sizes()
    await tell(`round.${KILLS + 1 + more}`)
    await fact(async () => (await sizes()).every((size, at) => size > (before[at] as number)))
  }
  const ends = tasks.map(({ id }) => last.containerizers.wait(id))
  await tell('stop')
  for (const [at, { kind, config: { directory } }] of tasks.entries()) {
    t.match(await ends[at], { status: 0, message: 'Container terminated' })
    const names = await readdir(directory)
    for (const stream of ['stdout', 'stderr']) {
      const rotated = names.filter((name) => name.startsWith(`${stream}.`)).sort((one, other) => numberOf(other) - numberOf(one))
      t.equal(rotated.length > 0, stream === 'stdout' && rotating[kind] !== undefined, `${stream} of ${kind} is rotated or not`)
      t.equal(await digest(...[...rotated, stream].map((name) => join(directory, name))), await digest(join(directory, `kept.${stream}`)), `${stream} of ${kind}`)
    }
  }
  t.equal(last.containerizers.metrics.snapshot()['containerizer/docker/output_gaps'] ?? 0, 0)
})
