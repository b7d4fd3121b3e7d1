import t from 'tap'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readProcess } from '../../lib/util/read-process.ts'
import { runHadoop } from '../../lib/fetcher/run-hadoop.ts'
import { installHadoop } from '../fixtures/fetcher/hadoop.ts'
import { other } from '../fixtures/fetcher/tools.ts'

t.test('what it prints is the answer, its last words are the error', async (t) => {
  const hadoop = installHadoop(t.testdir())
  hadoop.put('f', 'four')
  t.match(await runHadoop(hadoop, ['fs', '-stat', '%b %Y', 'hdfs://host/f']), /^4 \d+\n$/)
  await t.rejects(runHadoop(hadoop, ['fs', '-copyToLocal', 'hdfs://host/none', '/x'], other), { message: 'hadoop -copyToLocal ended with 1: copyToLocal: No such file or directory: hdfs://host/none' })
  t.same(hadoop.calls().map((call) => call.split(' ')[0]), [process.getuid?.(), other.uid].map(String))
  await t.rejects(runHadoop({ ...hadoop, program: '/nowhere' }, ['fs']), { code: 'ENOENT' })
  await t.rejects(runHadoop({ ...hadoop, program: '/bin/sh' }, ['-c', 'echo dying >&2; kill -9 $$']), { message: /ended with SIGKILL: dying$/ })
})

t.test('an abort ends it with all that it has started', async (t) => {
  const base = t.testdir()
  const hadoop = installHadoop(base)
  hadoop.put('f', 'x')
  hadoop.set('hang')
  const abort = new AbortController()
  const ended = runHadoop(hadoop, ['fs', '-copyToLocal', 'hdfs://host/f', join(base, 'copy')], undefined, abort.signal).then(() => 'done', ({ message }: Error) => message)
  while (!existsSync(join(base, 'hanging'))) await new Promise((resolve) => { setImmediate(resolve) })
  abort.abort(new Error('enough'))
  t.equal(await ended, 'enough')
  await t.rejects(runHadoop(hadoop, ['fs'], undefined, abort.signal), { message: 'enough' })
})

t.test('an abort does not wait for what has left its group', async (t) => {
  const base = t.testdir()
  const program = join(base, 'hadoop')
  writeFileSync(program, `#!/bin/sh\nsetsid sleep 1000 &\necho $! $$ > '${base}/pids.new'\nmv '${base}/pids.new' '${base}/pids'\n`)
  chmodSync(program, 0o755)
  const abort = new AbortController()
  const rejected = t.rejects(runHadoop({ program, env: { PATH: process.env['PATH'] as string } }, ['fs', '-stat'], undefined, abort.signal), { message: 'enough' })
  while (!existsSync(join(base, 'pids'))) await new Promise(setImmediate)
  const [left, leader] = readFileSync(join(base, 'pids'), 'utf8').trim().split(' ')
  while (existsSync(`/proc/${leader}`) || readProcess(Number(left))?.pgrp !== Number(left)) await new Promise(setImmediate)
  abort.abort(new Error('enough'))
  await rejected
  process.kill(Number(left), 'SIGKILL')
})
