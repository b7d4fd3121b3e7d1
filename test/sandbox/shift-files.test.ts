import t from 'tap'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shiftFiles } from '../../lib/sandbox/shift-files.ts'

const contents = (directory: string) => Object.fromEntries(readdirSync(directory).sort().map((name) => [name, readFileSync(join(directory, name), 'utf8')]))

t.test('each moves on by one, compressed or not, and the last goes', async (t) => {
  const directory = t.testdir({ log: '0', 'log.1': '1', 'log.2.gz': '2', 'log.3.gz': '3', 'log.3': 'being compressed' })
  await shiftFiles(join(directory, 'log'), 3)
  t.same(contents(directory), { log: '0', 'log.2': '1', 'log.3.gz': '2' })
})

t.test('what follows a free number stays, so that a shift that was broken off can be done again', async (t) => {
  const directory = t.testdir({ 'log.1': '1', 'log.3': '3' })
  await shiftFiles(join(directory, 'log'), 3)
  t.same(contents(directory), { 'log.2': '1', 'log.3': '3' })
  await shiftFiles(join(directory, 'log'), 3)
  t.same(contents(directory), { 'log.2': '1', 'log.3': '3' })
})

t.test('with none to keep there is nothing to move', async (t) => {
  const directory = t.testdir({ log: '0' })
  await shiftFiles(join(directory, 'log'), 0)
  t.same(contents(directory), { log: '0' })
})
