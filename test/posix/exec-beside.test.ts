import { spawn } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'
import type { OutputSink } from '../../types/docker-engine.ts'
import { execBeside } from '../../lib/posix/exec-beside.ts'
import { listProcesses, readProc } from '../../lib/util/read-process.ts'

t.test('a command runs as the leader does', async t => {
  const leader = spawn('/bin/sleep', ['1000'], { env: { OWN: 'own', PATH: '/bin:/usr/bin' }, uid: 65534, gid: 65534 })
  t.teardown(() => leader.kill('SIGKILL'))
  await once(leader, 'spawn')
  const identity = { pid: Number(leader.pid), startTime: 0 }
  const { signal } = new AbortController()
  const run = (command: object) => execBeside(identity, '/tmp', command, signal)

  await t.test('with its user, environment and directory', async t => {
    t.equal(await run({ value: 'test "$OWN" = own && test "$(id -u)" = 65534 && test "$(id -G)" = 65534 && test "$PWD" = /tmp' }), 0)
    t.equal(await run({ value: 'test "$A$B" = a', environment: { variables: [{ name: 'A', value: 'a' }, { name: 'B' }] } }), 0)
  })

  await t.test('as a program with its own argument 0', async t => {
    t.equal(await run({ shell: false, value: '/bin/sh', arguments: ['name', '-c', 'test "$0" = name'] }), 0)
    t.equal(await run({ shell: false, value: '/bin/true' }), 0)
    t.equal(await run({ value: 'exit 7' }), 7)
    t.equal(await run({ value: 'kill -9 $$' }), 137)
    t.equal(await run({}), 0)
  })

  await t.test('one that cannot be started rejects', async t => {
    await t.rejects(run({ shell: false, value: '/nowhere' }), { code: 'ENOENT' })
  })

  await t.test('one that is given up is killed with what it started', async t => {
    const controller = new AbortController()
    const running = execBeside(identity, '/tmp', { value: 'sleep 7654 & sleep 7654' }, controller.signal)
    const sleeping = () => listProcesses().filter(({ pid, state }) => state !== 'Z' && readProc(pid, 'cmdline') === 'sleep\x007654\0')
    while (sleeping().length < 2) await new Promise(resolve => setImmediate(resolve))
    controller.abort(new Error('enough'))
    await t.rejects(running, { message: 'enough' })
    while (sleeping().length > 0) await new Promise(resolve => setImmediate(resolve))
    await t.rejects(execBeside(identity, '/tmp', { value: 'true' }, controller.signal), { message: 'enough' })
    const early = new AbortController()
    const given = execBeside(identity, '/tmp', { value: 'sleep 1000' }, early.signal)
    early.abort(new Error('early'))
    await t.rejects(given, { message: 'early' })
  })

  await t.test('what it writes is taken by whoever asks for it', async t => {
    const seen = { stdout: '', stderr: '' }
    const sink: OutputSink = { write: (stream, data) => { seen[stream] += String(data); return undefined } }
    t.equal(await execBeside(identity, '/tmp', { value: 'echo out; echo err >&2; exit 2' }, signal, sink), 2)
    t.strictSame(seen, { stdout: 'out\n', stderr: 'err\n' })
    const full = { write: () => Promise.reject(new Error('the disk is full')) }
    await t.rejects(execBeside(identity, '/tmp', { value: 'echo out' }, signal, full), { message: 'the disk is full' })
  })

  await t.test('one given up is not waited for by what it left behind with its output', async t => {
    const controller = new AbortController()
    const sink: OutputSink = {
      async write () {
        // The command itself is over, and nothing is left of its group.
        while (listProcesses().some(({ pid, ppid }) => ppid === process.pid && pid !== identity.pid)) await new Promise(resolve => setImmediate(resolve))
        controller.abort(new Error('enough'))
      }
    }
    const running = execBeside(identity, '/tmp', { value: 'setsid sh -c "echo begun; exec sleep 8765" &' }, controller.signal, sink)
    await t.rejects(running, { message: 'enough' })
    for (const { pid } of listProcesses()) if (readProc(pid, 'cmdline') === 'sleep\x008765\0') process.kill(pid, 'SIGKILL')
  })

  await t.test('beside one that is gone nothing runs', async t => {
    await t.rejects(execBeside({ pid: 2 ** 30, startTime: 0 }, '/tmp', { value: 'true' }, signal))
  })
})
