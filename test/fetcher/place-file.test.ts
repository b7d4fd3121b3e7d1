import t from 'tap'
import { readFileSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { placeFile } from '../../lib/fetcher/place-file.ts'

t.test('a file takes the place of a file or a link of its name, never of a directory', async (t) => {
  const base = t.testdir({ elsewhere: 'as it was', box: { old: 'old', dir: {} }, one: 'one', two: 'two', three: 'three' })
  const box = join(base, 'box')
  symlinkSync('../elsewhere', join(box, 'link'))
  await placeFile(join(base, 'one'), box, 'old')
  await placeFile(join(base, 'two'), box, 'link')
  await t.rejects(placeFile(join(base, 'three'), box, 'dir'), { message: "'dir' is a directory in the sandbox already" })
  await t.rejects(placeFile(join(base, 'none'), box, 'none'), { code: 'ENOENT' })
  t.same(readdirSync(box), ['dir', 'link', 'old'])
  t.same(['old', 'link'].map((name) => readFileSync(join(box, name), 'utf8')), ['one', 'two'])
  t.equal(readFileSync(join(base, 'elsewhere'), 'utf8'), 'as it was')
})
