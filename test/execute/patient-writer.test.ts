import { PassThrough, Writable } from 'node:stream'
import t from 'tap'
import { patientWriter } from '../../lib/execute/patient-writer.ts'

t.test('each stream gets what is meant for it', async t => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const write = patientWriter({ stdout, stderr })
  await write('stdout', 'out')
  await write('stderr', Buffer.from('err'))
  t.same([String(stdout.read()), String(stderr.read())], ['out', 'err'])
})

t.test('a stream that fails makes the write reject, and nothing else', async t => {
  const stdout = new Writable({ write (_chunk, _encoding, done) { done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })) } })
  await t.rejects(patientWriter({ stdout })('stdout', 'x'), { code: 'EPIPE' })
})
