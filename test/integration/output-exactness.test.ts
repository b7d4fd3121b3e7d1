import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { startBuiltAgent } from '../fixtures/built-agent.ts'
import { baseImage, socketPath } from '../fixtures/docker-parts.ts'
import { FrameworkSession } from '../fixtures/framework-session.ts'

t.setTimeout(600_000)

const KILLS = 50

/** Runs the script, whose output is also kept beside: that is what the sandbox must equal. */
const kept = (script: string): string => `cd $MESOS_SANDBOX; mkfifo out err
tee -a kept.stdout <out & tee -a kept.stderr <err >&2 & { ${script}; } >out 2>err; wait`
const untilStopped = (body: string): string => `i=0; while [ ! -e stop ]; do i=$((i+1)); ${body}; done`
/** One round per kill: all of it must fit into what the engine keeps, however slow the machine is. */
const perRound = (body: string): string => untilStopped(`${body}; while [ ! -e round.$i ] && [ ! -e stop ]; do usleep 20000; done`)

const tasks: Record<string, string> = {
  lines: kept(untilStopped('echo "out $i"; echo "err $i" >&2; [ $((i % 50)) -eq 0 ] && usleep 50000')),
  partial: kept(untilStopped('printf "o$i,"; printf "e$i" >&2; [ $((i % 7)) -eq 0 ] && echo; usleep 10000')),
  binary: kept(perRound('head -c $((1 + i * 7919 % 400000)) /dev/urandom; head -c $((i * 1301 % 90000)) /dev/urandom >&2')),
  large: kept(perRound('head -c 1048576 /dev/zero | tr "\\0" x; printf "|$i"; head -c $((i * 4096)) /dev/zero | tr "\\0" e >&2; echo; echo >&2'))
}

const digest = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return `${(await stat(path)).size} bytes, ${hash.digest('hex')}`
}

t.test(`killed ${KILLS} times at any moment, the agent has every byte once`, async (t) => {
  const workDir = await mkdtemp(join(tmpdir(), 'exactness-'))
  t.teardown(() => rm(workDir, { recursive: true, force: true }))
  const start = () => startBuiltAgent(t, workDir, `--docker_socket=${socketPath}`)
  let agent = await start()
  const session = await FrameworkSession.open(t, agent.port)
  const [agentId] = (await readdir(join(workDir, 'meta/slaves'))).filter((name) => name !== 'latest')
  const sandbox = (task: string): string => join(workDir, 'slaves', agentId as string, 'frameworks', session.id, 'executors', task, 'runs/latest')
  await session.launch(Object.fromEntries(Object.entries(tasks).map(([name, value]) =>
    [name, { command: { shell: true, value }, container: { type: 'DOCKER', docker: { image: baseImage } } }])))
  for (const task of Object.keys(tasks)) await session.status(task, 'TASK_RUNNING')
  const written = async (task = 'lines') => (await stat(join(sandbox(task), 'stdout'))).size
  for (let round = 1; round <= KILLS; round++) {
    for (const task of ['binary', 'large']) await writeFile(join(sandbox(task), `round.${round}`), '')
    // Half of them get as far as to write, and die somewhere in the middle of that; the others die wherever they are.
    const before = await written()
    if (round % 2 === 0) while (await written() === before) await delay(10)
    await delay(Math.random() * 300)
    await agent.end('SIGKILL')
    agent = await start()
  }
  const again = await FrameworkSession.open(t, agent.port, session.id)
  // How its last line ended knows only who was attached: the agent is when it reads.
  const before = await written('partial')
  while (await written('partial') === before) await delay(10)
  for (const task of Object.keys(tasks)) await writeFile(join(sandbox(task), 'stop'), '')
  for (const task of Object.keys(tasks)) {
    t.match(await again.status(task, 'TASK_FINISHED'), { message: 'Container exited with status 0' })
    for (const stream of ['stdout', 'stderr']) {
      t.equal(await digest(join(sandbox(task), stream)), await digest(join(sandbox(task), `kept.${stream}`)), `${stream} of ${task}`)
    }
  }
  await again.call({ type: 'TEARDOWN' })
  await agent.end('SIGTERM')
})
