import { join } from 'node:path'
import { chmodSync } from 'node:fs'
import t from 'tap'
import type { Test } from 'tap'
import { requireDu } from '../../lib/sandbox/require-du.ts'

/** A PATH on which there is nothing but that script. */
function pathOf (t: Test, script: string): string {
  const path = t.testdir({ du: `#!/bin/sh\n${script}\n` })
  chmodSync(join(path, 'du'), 0o755)
  return path
}

const refused = (why: string) => ({ code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: `enforceDiskQuota (enforce_container_disk_quota) needs the du of GNU: ${why}` })

t.test('that of this machine can do', async () => {
  await requireDu()
})

t.test('none, and one that does not know how, are refused', async t => {
  await t.rejects(requireDu(t.testdir({})), refused('there is none on the PATH'))
  await t.rejects(requireDu(pathOf(t, 'echo "du: unrecognized option: 0" >&2; echo "Usage: du" >&2; exit 1')), refused('du: unrecognized option: 0'))
  await t.rejects(requireDu(pathOf(t, 'exit 1')), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: /Command failed: du / })
  await t.rejects(requireDu(pathOf(t, 'echo 0 /dev/null')), refused("it says '0 /dev/null\n' of /dev/null"))
})
