import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { AGENT_LABEL } from '../../lib/docker/ownership-labels.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { startAgentProcess } from '../fixtures/agent-process.ts'
import { baseImage, socketPath } from '../fixtures/docker-parts.ts'
import { FrameworkSession } from '../fixtures/framework-session.ts'
import { fact } from '../fixtures/outage-host.ts'

const LINES = 3000
// Numbered lines on both streams for about three seconds: long enough that the agent dies in the middle.
const command = `i=0; while [ $i -lt ${LINES} ]; do i=$((i+1)); echo "out $i"; echo "err $i" >&2; [ $((i % 100)) -eq 0 ] && sleep 0.1; done; exit 3`
const expected = (word: string) => Array.from({ length: LINES }, (_, i) => `${word} ${i + 1}\n`).join('')
const digest = (text: string) => createHash('sha256').update(text).digest('hex')

t.test('an agent killed with -9 in the middle loses neither task nor output nor status', async t => {
  const workDir = await mkdtemp(join(tmpdir(), 'agent-restart-'))
  t.teardown(() => rm(workDir, { recursive: true, force: true }))
  const first = await startAgentProcess(t, workDir)
  const session = await FrameworkSession.open(t, first.port)
  const [agentId] = (await readdir(join(workDir, 'meta/slaves'))).filter((name) => name !== 'latest')
  await session.launch({
    image: { command: { shell: true, value: command }, container: { type: 'DOCKER', docker: { image: baseImage } } },
    plain: { command: { shell: true, value: command } }
  })
  const output = (task: string, stream: string) => readFile(
    join(workDir, 'slaves', agentId as string, 'frameworks', session.id, 'executors', task, 'runs/latest', stream), 'utf8')
  for (const task of ['image', 'plain']) {
    await session.status(task, 'TASK_RUNNING')
    await fact(async () => (await output(task, 'stdout')).includes('out 200\n'))
  }
  t.strictSame(await first.end('SIGKILL'), [null, 'SIGKILL'])

  const second = await startAgentProcess(t, workDir)
  const again = await FrameworkSession.open(t, second.port, session.id)
  t.equal(again.id, session.id)
  t.match(await again.status('image', 'TASK_FAILED'), { message: 'Container exited with status 3' })
  t.match(await again.status('plain', 'TASK_FAILED'), { message: 'Command exited with status 3' })
  for (const task of ['image', 'plain']) {
    t.equal(digest(await output(task, 'stdout')), digest(expected('out')), `stdout of ${task}`)
    t.equal(digest(await output(task, 'stderr')), digest(expected('err')), `stderr of ${task}`)
  }
  await again.call({ type: 'TEARDOWN' })
  t.strictSame(await second.end('SIGTERM'), [0, null])

  const engine = connectEngine({ socketPath })
  t.teardown(() => engine.close())
  t.strictSame(await engine.list({ labels: [`${AGENT_LABEL}=${agentId}`] }), [])
})
