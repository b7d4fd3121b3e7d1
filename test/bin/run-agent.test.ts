import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { agentFlagTable } from '../../lib/agent/flags/flag-table.ts'
import { runAgent } from '../../lib/bin/run-agent.ts'
import { startAgentProcess } from '../fixtures/agent-process.ts'
import { socketPath } from '../fixtures/docker-parts.ts'
import { FrameworkSession } from '../fixtures/framework-session.ts'

async function run (argv: string[], env: Record<string, string> = {}) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const said = Promise.all([text(stdout), text(stderr)])
  const code = await runAgent({ argv, env, stdout, stderr })
  for (const stream of [stdout, stderr]) stream.end()
  const [out, err] = await said
  return { code, out, err }
}

t.test('--help tells of every flag, --version of the version', async t => {
  const { code, out, err } = await run(['--help'])
  t.same([code, err], [0, ''])
  t.match(out, /^Usage: mesos-agent \[options\]\n/)
  for (const name of Object.keys(agentFlagTable)) t.match(out, new RegExp(`--(\\[no-\\])?${name}\\b`))
  t.match(await run(['--version']), { code: 0, out: /^mesos-agent \d+\.\d+\.\d+\n$/, err: '' })
})

t.test('a flag that is wrong, unknown or not honoured gives one line and exit code 1', async t => {
  const refused = async (argv: string[], line: string, env = {}) => t.same(await run(argv, env), { code: 1, out: '', err: `${line}\n` })
  await refused([], 'Flag \'work_dir\' is required, but it was not provided')
  await refused(['--work_dir=/w', '--prot=1'], 'Failed to load unknown flag \'prot\'')
  await refused(['--work_dir=/w', '--port=many'], 'Failed to load flag \'port\': Failed to load value \'many\': Failed to convert \'many\' to number')
  await refused(['--work_dir=/w', '--ip6=::1'], 'flag \'ip6\' is not supported: only one address is listened on, see --ip')
  await refused(['--work_dir=/w'], 'flag \'master\' is not supported: this agent serves schedulers itself and registers with no master', { MESOS_MASTER: 'x' })
})

t.test('an agent that cannot start says why in its last line', async t => {
  const failed = async (t: { match: (found: unknown, wanted: object) => boolean }, argv: string[], line: RegExp) => {
    const { code, out, err } = await run(argv)
    t.match({ code, out, line: err.trimEnd().split('\n').at(-1) }, { code: 1, out: '', line })
  }
  await t.test('no engine', t => failed(t, [`--work_dir=${t.testdir()}`, '--docker_socket=/nowhere.sock'], /^Failed to start the agent: .*\/nowhere\.sock/))
  await t.test('an unknown containerizer', t => failed(t, [`--work_dir=${t.testdir()}`, '--containerizers=mesos,wasm'], /^Failed to start the agent: .*known are: mesos$/))
  await t.test('a port that is taken', async t => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.teardown(() => server.close())
    const { port } = server.address() as AddressInfo
    await failed(t, [`--work_dir=${t.testdir()}`, '--containerizers=mesos', `--port=${port}`], /^Failed to start the agent: listen EADDRINUSE/)
  })
  await t.test('a record that cannot be read, when it is to clean up', async t => {
    const workDir = t.testdir()
    await mkdir(join(workDir, 'meta/tasks'), { recursive: true })
    await writeFile(join(workDir, 'meta/tasks/bad.json'), '{')
    await failed(t, [`--work_dir=${workDir}`, '--containerizers=mesos', '--recover=cleanup'], /^Failed to clean up: Failed to read checkpoint 'bad'/)
  })
})

t.test('warnings come first, and the log is as loud as it is told', async t => {
  const argv = [`--work_dir=${t.testdir()}`, `--docker_socket=${socketPath}`, '--recover=cleanup']
  const quiet = await run([...argv, '--logging_level=ERROR'], { MESOS_PROT: '1' })
  t.same(quiet, { code: 0, out: '', err: 'Environment variable \'MESOS_PROT\' names no flag and is ignored\n' })
  t.match(await run([...argv, '--logging_level=INFO']), { code: 0, err: /"level":30.*"msg":"preflight passed"/ })
})

t.test('an agent listens until a signal ends it; what it left is cleaned up by the next', async t => {
  const workDir = t.testdir()
  const agent = await startAgentProcess(t, workDir, '--containerizers=mesos')
  const session = await FrameworkSession.open(t, agent.port)
  await session.launch({ one: { command: { shell: true, value: 'exec sleep 1000' } } })
  const { container_status: status } = await session.status('one', 'TASK_RUNNING')
  t.equal((await fetch(`http://127.0.0.1:${agent.port}/slave(1)/api/v1/executor/`)).status, 405, 'a slash at the end is none')
  t.same(await agent.end('SIGINT'), [0, null])
  t.doesNotThrow(() => process.kill(status.executor_pid, 0), 'the task runs on')

  t.match(await run([`--work_dir=${workDir}`, '--containerizers=mesos', '--recover=cleanup']), { code: 0, out: '' })
  // Whoever is its parent by now may not have reaped it yet.
  t.match(await readFile(`/proc/${status.executor_pid}/stat`, 'utf8').catch(() => 'gone'), /^gone$|\) [ZX] /)
})
