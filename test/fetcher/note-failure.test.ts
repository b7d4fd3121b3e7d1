import t from 'tap'
import { readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { noteFailure } from '../../lib/fetcher/note-failure.ts'
import { other } from '../fixtures/fetcher/tools.ts'

t.test('a line is appended to stderr, which belongs to the owner', async (t) => {
  const directory = t.testdir()
  await noteFailure(directory, 'one', other)
  await noteFailure(directory, 'two')
  t.equal(readFileSync(join(directory, 'stderr'), 'utf8'), 'one\ntwo\n')
  t.match(statSync(join(directory, 'stderr')), other)
})

t.test('a link in its place is not followed', async (t) => {
  const directory = t.testdir({ elsewhere: '' })
  symlinkSync('elsewhere', join(directory, 'stderr'))
  await t.rejects(noteFailure(directory, 'line'), { code: 'ELOOP' })
  t.equal(readFileSync(join(directory, 'elsewhere'), 'utf8'), '')
})
