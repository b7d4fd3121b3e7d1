import { spawn } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'
import type { PosixRun } from '../../lib/posix/posix-run.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { readProc, readProcess } from '../../lib/util/read-process.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { execCommand } from '../../lib/posix/exec-command.ts'
import { id, posixHost } from '../fixtures/posix-host.ts'

t.test('a command runs where the processes of a container do', async t => {
  const host = await posixHost(t)
  const { containerizer } = await host.agent()
  await containerizer.recover(null)
  await containerizer.launch(id('one'), host.config('one', { value: 'sleep 1000', environment: { variables: [{ name: 'OWN', value: 'own' }] } }))
  let out = ''
  const output = { write: (_stream: string, data: Buffer) => { out += String(data); return undefined } }
  t.equal(await containerizer.exec(id('one'), { command: 'echo $OWN $A; pwd; exit 4', env: { A: 'a' } }, { output }), 4)
  t.equal(out, `own a\n${host.config('one', {}).directory}\n`)
  t.equal(await containerizer.exec(id('one'), { command: ['/bin/sh', '-c', 'exit 5'] }, { signal: new AbortController().signal }), 5)
  await t.rejects(containerizer.exec(id('one'), { command: 'true', user: 'nobody' }), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /^exec: user: 'nobody' is not possible/ })
  await t.rejects(containerizer.exec(id('none'), { command: 'true' }), { code: 'CONTAINERIZER_ERR_CONTAINER_UNKNOWN' })
  await containerizer.destroy(id('one'))
})

t.test('what does not run has no commands', async t => {
  await t.rejects(execCommand({ id: id('one'), running: null }, { command: 'true' }, {}, systemClock), { code: 'CONTAINERIZER_ERR_EXEC_FAILED', message: 'Container one does not run' })
  const gone = { leader: { pid: process.pid, startTime: 0 } } as PosixRun
  await t.rejects(execCommand({ id: id('one'), running: gone }, { command: 'true' }, {}, systemClock), { code: 'CONTAINERIZER_ERR_EXEC_FAILED' })
})

t.test('a command waits until the container\'s own has begun', async t => {
  // A process that leads no session, as the shell that prepares a command.
  const child = spawn('/bin/sh', ['-c', 'read go; exec setsid sleep 1000'], { env: { OWN: 'own', PATH: '/bin:/usr/bin' } })
  t.teardown(() => child.kill('SIGKILL'))
  await once(child, 'spawn')
  const { pid, startTime } = readProcess(Number(child.pid))!
  const running = { leader: { pid, startTime }, directory: '/tmp' } as PosixRun
  const looked = deferred<void>()
  const clock = { now: () => 0, sleep: async () => { looked.resolve(); await new Promise(resolve => setImmediate(resolve)) } }
  const code = execCommand({ id: id('one'), running }, { command: 'test "$OWN" = own' }, {}, clock)
  await looked.promise
  child.stdin.write('go\n')
  t.equal(await code, 0)
})

t.test('an environment may be empty', async t => {
  const child = spawn('/usr/bin/env', ['-i', '/bin/sleep', '1000'], { detached: true })
  t.teardown(() => child.kill('SIGKILL'))
  await once(child, 'spawn')
  while (readProc(Number(child.pid), 'cmdline') !== '/bin/sleep\x001000\0');
  const { pid, startTime } = readProcess(Number(child.pid))!
  const running = { leader: { pid, startTime }, directory: '/tmp' } as PosixRun
  t.equal(await execCommand({ id: id('one'), running }, { command: 'test -z "$HOME"' }, {}, { now: () => 0, sleep: async () => {} }), 0)
})
