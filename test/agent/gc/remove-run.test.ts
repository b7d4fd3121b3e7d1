import { existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { removeRun } from '../../../lib/agent/gc/remove-run.ts'

const nobody = () => false

function stage (t: Test, ...containers: string[]) {
  const root = join(t.testdir({ victim: { kept: '' } }), 'slaves')
  const runs = join(root, 's/frameworks/f/executors/e/runs')
  for (const container of containers) {
    mkdirSync(join(runs, container), { recursive: true })
    writeFileSync(join(runs, container, 'stdout'), '')
  }
  symlinkSync(join(runs, containers.at(-1)!), join(runs, 'latest'))
  return { root, runs }
}

t.test('the last run takes what is empty above it along', async t => {
  const { root, runs } = stage(t, 'one')
  await removeRun(join(runs, 'one'), nobody)
  t.strictSame(readdirSync(join(root, 's/frameworks')), [])
})

t.test('others stay, and so does the link to one of them', async t => {
  const { runs } = stage(t, 'one', 'two')
  await removeRun(join(runs, 'one'), nobody)
  t.strictSame(readdirSync(runs).sort(), ['latest', 'two'])
})

t.test('the link to a sandbox that is about to be made stays', async t => {
  const { runs } = stage(t, 'one')
  await removeRun(join(runs, 'one'), (id) => id === 'one')
  t.ok(lstatSync(join(runs, 'latest')).isSymbolicLink())
})

t.test('no link is followed', async t => {
  const { root, runs } = stage(t, 'one')
  symlinkSync(join(root, '../victim'), join(runs, 'one/out'))
  await removeRun(join(runs, 'one'), nobody)
  t.ok(existsSync(join(root, '../victim/kept')))
})

t.test('above a container without framework nothing goes', async t => {
  const directory = t.testdir({ containers: { one: {} } })
  await removeRun(join(directory, 'containers/one'), nobody)
  t.strictSame(readdirSync(directory), ['containers'])
})
