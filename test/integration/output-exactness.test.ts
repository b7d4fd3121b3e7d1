import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { startBuiltAgent } from '../fixtures/built-agent.ts'
import { baseImage, socketPath } from '../fixtures/docker-parts.ts'
import { FrameworkSession } from '../fixtures/framework-session.ts'
import { digest, seeded, writers } from '../fixtures/kept-output.ts'
import { fact } from '../fixtures/outage-host.ts'

t.setTimeout(600_000)

const KILLS = 50
const names = Object.keys(writers)

t.test(`killed ${KILLS} times at any moment, the agent has every byte once`, async (t) => {
  const seed = Number(process.env['EXACTNESS_SEED'] ?? Date.now() % 1e6)
  t.comment(`EXACTNESS_SEED=${seed}`)
  const random = seeded(seed)
  const workDir = await mkdtemp(join(tmpdir(), 'exactness-'))
  t.teardown(() => rm(workDir, { recursive: true, force: true }))
  const start = () => startBuiltAgent(t, workDir, `--docker_socket=${socketPath}`)
  let agent = await start()
  const session = await FrameworkSession.open(t, agent.port)
  const [agentId] = (await readdir(join(workDir, 'meta/slaves'))).filter((name) => name !== 'latest')
  const sandbox = (task: string): string => join(workDir, 'slaves', agentId as string, 'frameworks', session.id, 'executors', task, 'runs/latest')
  await session.launch(Object.fromEntries(Object.entries(writers).map(([name, value]) =>
    [name, { command: { shell: true, value }, container: { type: 'DOCKER', docker: { image: baseImage } } }])))
  for (const task of names) await session.status(task, 'TASK_RUNNING')
  const written = async (task: string) => (await stat(join(sandbox(task), 'stdout'))).size
  for (let round = 1; round <= KILLS; round++) {
    for (const task of ['binary', 'large']) await writeFile(join(sandbox(task), `round.${round}`), '')
    // Two of three get as far as to write, and die somewhere in the middle of that; the others die while they recover.
    const until = await written('lines') + 1 + Math.floor(random() * 2000)
    if (random() < 0.66) await fact(async () => await written('lines') >= until)
    await agent.end('SIGKILL')
    agent = await start()
  }
  const again = await FrameworkSession.open(t, agent.port, session.id)
  // How its last line ended knows only who was attached: the agent is when it reads.
  const before = await written('partial')
  await fact(async () => await written('partial') > before)
  for (const task of names) await writeFile(join(sandbox(task), 'stop'), '')
  for (const task of names) {
    t.match(await again.status(task, 'TASK_FINISHED'), { message: 'Container exited with status 0' })
    for (const stream of ['stdout', 'stderr']) {
      t.equal(await digest(join(sandbox(task), stream)), await digest(join(sandbox(task), `kept.${stream}`)), `${stream} of ${task}`)
    }
  }
  await again.call({ type: 'TEARDOWN' })
  await agent.end('SIGTERM')
})
