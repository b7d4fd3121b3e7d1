import t from 'tap'
import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { makeMountPoints } from '../../lib/docker/make-mount-points.ts'
import { SecretFiles } from '../../lib/sandbox/secret-files.ts'
import { newId, shell, taskConfig } from '../fixtures/docker-parts.ts'

const run = dockerRun('agent', newId(), taskConfig('/nowhere', shell('true')), {})

t.test('host directories are made for mounts that bring them along, and for no other', async (t) => {
  const directory = t.testdir()
  const at = (name: string) => join(directory, name)
  const parts = { policy: {}, protectedPaths: [at('meta')], secretFiles: new SecretFiles('/nowhere/secrets') }
  await makeMountPoints(parts, run, { Image: 'i', HostConfig: {} })
  await makeMountPoints(parts, run, {
    Image: 'i',
    HostConfig: {
      Mounts: [
        { Type: 'bind', Source: at('a:b/c'), BindOptions: { CreateMountpoint: true } },
        { Type: 'bind', Source: at('must-exist'), BindOptions: {} },
        { Type: 'bind', Source: at('sandbox') }
      ]
    }
  })
  t.strictSame(['a:b/c', 'must-exist', 'sandbox'].map((name) => existsSync(at(name))), [true, false, false])
  symlinkSync('meta', at('link'))
  await t.rejects(makeMountPoints(parts, run, { Image: 'i', HostConfig: { Mounts: [{ Type: 'bind', Source: at('link/x'), BindOptions: { CreateMountpoint: true } }] } }), {
    code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /: leads to .*meta, which is protected$/
  })
  t.notOk(existsSync(at('meta')))
})
