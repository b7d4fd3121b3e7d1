import t from 'tap'
import { execFileSync } from 'node:child_process'
import { flagTable } from '../../../lib/run-options/flags/flag-table.ts'

t.test('every flag that the docker CLI shows has an answer here', async (t) => {
  const shown = [...execFileSync('docker', ['run', '--help'], { encoding: 'utf8' }).matchAll(/^ +(?:-\w, +| +)--([a-z0-9-]+)/gm)].map(([, name]) => name as string)
  t.ok(shown.length > 80, `${shown.length} flags`)
  t.same(shown.filter((name) => !flagTable.has(name)), ['help', 'network'])
})
