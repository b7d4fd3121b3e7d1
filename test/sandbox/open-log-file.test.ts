import t from 'tap'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { openLogFile } from '../../lib/sandbox/open-log-file.ts'

t.test('a new file is 0644 and belongs to the owner, an old one goes on at its end', async (t) => {
  const directory = t.testdir({ old: 'before ' })
  const made = await openLogFile(join(directory, 'new'), { uid: 65534, gid: 65534 })
  t.equal(made.position, 0)
  await made.end()
  const { mode, uid, gid } = statSync(join(directory, 'new'))
  t.same([mode & 0o7777, uid, gid], [0o644, 65534, 65534])
  const old = await openLogFile(join(directory, 'old'), undefined)
  t.equal(old.position, 7)
  old.write(Buffer.from('after'))
  await old.end()
  t.equal(readFileSync(join(directory, 'old'), 'utf8'), 'before after')
})

t.test('a link is not followed, a fifo is refused, and a file that cannot be given away is closed', async (t) => {
  const directory = t.testdir({ victim: 'mine' })
  const before = readdirSync('/proc/self/fd').length
  symlinkSync('victim', join(directory, 'link'))
  await t.rejects(openLogFile(join(directory, 'link'), undefined), { code: 'ELOOP' })
  execFileSync('mkfifo', [join(directory, 'fifo')])
  await t.rejects(openLogFile(join(directory, 'fifo'), undefined), { message: /fifo' is no file$/ })
  await t.rejects(openLogFile(join(directory, 'own'), { uid: -2, gid: -2 }))
  t.equal(readdirSync('/proc/self/fd').length, before)
})
