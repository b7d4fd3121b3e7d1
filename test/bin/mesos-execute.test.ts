import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import t from 'tap'
import type { Test } from 'tap'
import { SchedulerServer } from '../fixtures/scheduler-server.ts'

const script = new URL('../../lib/bin/mesos-execute.ts', import.meta.url).pathname

function start (t: Test, ...argv: string[]) {
  const child = spawn(process.execPath, [...process.execArgv, script, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] })
  t.teardown(() => child.kill('SIGKILL'))
  const ended = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
  return { child, ended: ended.then(([[code], out, err]) => ({ code, out, err })) }
}

t.test('its arguments, outputs and exit code are those of the process', async t => {
  const version = await start(t, '--version').ended
  t.match(version, { code: 0, out: /^mesos-execute \d+\.\d+\.\d+\n$/ })
  t.match(await start(t).ended, { code: 1, out: '', err: /Flag 'master' is required, but it was not provided\n$/ })
})

t.test('a signal interrupts it', async t => {
  const server = await SchedulerServer.listen(t)
  const { child, ended } = start(t, `--master=${server.master}`, '--name=a', '--command=true')
  server.onCall = ({ type }) => {
    if (type === 'SUBSCRIBE') server.emit({ type: 'OFFERS', offers: { offers: [{ id: { value: 'O1' }, frameworkId: { value: 'F1' }, agentId: { value: 'S1' }, hostname: 'h' }] } })
    else if (type === 'DECLINE') child.kill('SIGINT')
  }
  t.match(await ended, { code: 1, err: /Interrupted: the framework is torn down\n$/ })
  t.equal(server.types.at(-1), 'TEARDOWN')
})
