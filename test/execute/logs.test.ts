import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { logs } from '../../lib/execute/logs.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { SandboxAgent } from '../fixtures/sandbox-agent.ts'

async function stage (t: Test) {
  const agent = await SandboxAgent.listen(t)
  const sandbox = agent.run('f', 'web', 'c1', { stdout: 'one\ntwo\n', stderr: 'oh\n' })
  const said = { stdout: '', stderr: '' }
  const first = deferred<void>()
  const start = (argv: string[], { at = agent.url, signal = new AbortController().signal, failure }: { at?: string, signal?: AbortSignal, failure?: Error } = {}) => logs({
    argv: [`--agent=${at}`, ...argv],
    clock: systemClock,
    signal,
    async write (name, data) {
      if (failure !== undefined) throw failure
      said[name] += Buffer.from(data as Uint8Array).toString()
      first.resolve()
    }
  })
  return { agent, sandbox, said, start, first: first.promise }
}

t.test('what a task wrote is printed, each stream to its own', async t => {
  const { agent, said, start } = await stage(t)
  t.equal(await start(['web'], { at: agent.url.replace('http://', '') }), 0)
  t.strictSame(said, { stdout: 'one\ntwo\n', stderr: 'oh\n' })
})

t.test('one stream and the last lines alone can be asked for', async t => {
  for (const [argv, expected] of [
    [['--stderr'], { stdout: '', stderr: 'oh\n' }],
    [['--stdout', '--tail=1'], { stdout: 'two\n', stderr: '' }],
    [['--stdout', '--stderr', '--tail=0'], { stdout: '', stderr: '' }]
  ] as const) {
    const { said, start } = await stage(t)
    t.equal(await start(['c1', ...argv]), 0)
    t.strictSame(said, expected)
  }
})

t.test('following ends with the container, when everything is printed', async t => {
  const { agent, sandbox, said, start, first } = await stage(t)
  agent.link.add({ value: 'c1' })
  const ended = start(['web', '--follow'])
  await first
  appendFileSync(join(sandbox, 'stdout'), 'three\n')
  await agent.link.destroy({ value: 'c1' })
  t.equal(await ended, 0)
  t.strictSame(said, { stdout: 'one\ntwo\nthree\n', stderr: 'oh\n' })
})

t.test('following one that has ended prints what is there', async t => {
  const { said, start } = await stage(t)
  t.equal(await start(['web', '--follow']), 0)
  t.strictSame(said, { stdout: 'one\ntwo\n', stderr: 'oh\n' })
})

t.test('following ends when it is told to', async t => {
  const { agent, start, first } = await stage(t)
  agent.link.add({ value: 'c1' })
  const interruption = new AbortController()
  const ended = start(['web', '--follow'], { signal: interruption.signal })
  await first
  interruption.abort()
  t.equal(await ended, 0)
})

t.test('nobody who reads is no failure, also while it follows', async t => {
  const { agent, start } = await stage(t)
  agent.link.add({ value: 'c1' })
  const failure = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
  t.equal(await start(['web'], { failure }), 0)
  t.equal(await start(['web', '--follow'], { failure }), 0)
  t.equal(await start(['web'], { failure: new Error('disk full') }), 1)
})

t.test('help is printed; what goes wrong is one line and 1', async t => {
  const { said, start } = await stage(t)
  t.equal(await start(['--help']), 0)
  t.match(said.stdout, /^Usage: mesos-agent logs <task> \[options\]\n[^]*--tail=VALUE\n/)
  t.equal(await start(['nothing']), 1)
  t.match(said.stderr, /^No sandbox at .* is one of a task or container 'nothing'\n$/)
})
