import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openInside } from '../../../lib/agent/operator/open-inside.ts'

t.test('what a directory holds is opened, what a link leads out to is not', async t => {
  const root = realpathSync(t.testdir({ secret: { file: 'not for you' } }))
  const sandbox = join(root, 'sandbox')
  mkdirSync(join(sandbox, 'sub'), { recursive: true })
  writeFileSync(join(sandbox, 'sub/file'), 'yours')
  for (const path of [sandbox, join(sandbox, 'sub'), join(sandbox, 'sub/file')]) {
    const file = await openInside(sandbox, path)
    t.ok(file, path)
    await file?.close()
  }
  // As after a directory was taken away between the look at its path and the opening.
  symlinkSync('../secret', join(sandbox, 'swapped'))
  t.equal(await openInside(sandbox, join(sandbox, 'swapped/file')), null)
  await t.rejects(openInside(sandbox, join(sandbox, 'none')), { code: 'ENOENT' })
})
