import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { StartedProcess } from '../../lib/posix/introduce.ts'
import { launchScript } from '../../lib/posix/launch-script.ts'
import { findProcess } from '../../lib/util/read-process.ts'
import { releaseKeeper } from '../../lib/posix/release-keeper.ts'
import { startProcess } from '../../lib/posix/start-process.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { until } from '../fixtures/posix-host.ts'

async function sandbox (t: Test): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'posix-'))
  t.teardown(() => rm(directory, { recursive: true }))
  return directory
}

/** Runs to the end; the raw wait status. */
async function end (started: StartedProcess, script: string): Promise<number | undefined> {
  if (script !== '') await started.go(script)
  started.close()
  const zombie = await until(() => { const found = findProcess(started.leader); return found?.state === 'Z' ? found : null })
  await releaseKeeper(started.keeper, systemClock)
  return zombie.exitCode
}

t.test('the command leads a session of its own with no signal ignored and no file of ours open', async (t) => {
  const directory = await sandbox(t)
  const started = await startProcess({ directory })
  const value = 'cut -d" " -f1,6 /proc/self/stat; grep -E "^Sig(Ign|Blk)" /proc/self/status; ls /proc/$$/fd | grep "^[345]$"; readlink /proc/$$/fd/0'
  t.equal(await end(started, launchScript({ value }, { PATH: '/usr/bin:/bin' })), 0)
  const lines = (await readFile(`${directory}/stdout`, 'utf8')).split('\n')
  t.equal(lines[0]?.split(' ')[1], String(started.leader.pid))
  t.same(lines.slice(1), ['SigBlk:\t0000000000000000', 'SigIgn:\t0000000000000000', '/dev/null', ''])
})

t.test('a user is switched to, with its groups', async (t) => {
  const directory = await sandbox(t)
  const started = await startProcess({ directory, user: { uid: 65534, gid: 65534 } })
  t.equal(await end(started, launchScript({ value: 'id -u; id -G' }, {})), 0)
  t.equal(await readFile(`${directory}/stdout`, 'utf8'), '65534\n65534\n')
})

t.test('a program that is not there exits as a shell would say', async (t) => {
  const directory = await sandbox(t)
  t.equal(await end(await startProcess({ directory }), launchScript({ shell: false, value: 'no-such-program' }, {})), 127 << 8)
  t.match(await readFile(`${directory}/stderr`, 'utf8'), /no-such-program/)
})

t.test('half a script, as an agent leaves that dies meanwhile, is not run', async (t) => {
  const directory = await sandbox(t)
  t.equal(await end(await startProcess({ directory }), 'echo never\nexec "$1" ec'), 125 << 8)
  t.equal(await end(await startProcess({ directory }), ''), 125 << 8)
  t.equal(await readFile(`${directory}/stdout`, 'utf8'), '')
})

t.test('output goes nowhere else, whatever the sandbox holds', async (t) => {
  const directory = await sandbox(t)
  await symlink('/etc/hostname', `${directory}/stderr`)
  await t.rejects(startProcess({ directory }), { code: 'CONTAINERIZER_ERR_LAUNCH_FAILED', message: /ELOOP/ })
  await t.rejects(startProcess({ directory: `${directory}/none` }), { code: 'CONTAINERIZER_ERR_LAUNCH_FAILED', message: /ENOENT/ })
})
