import t from 'tap'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { makeMountPoints } from '../../lib/docker/make-mount-points.ts'

t.test('host directories are made for mounts that bring them along, and for no other', async (t) => {
  const directory = t.testdir()
  const at = (name: string) => join(directory, name)
  await makeMountPoints({ Image: 'i', HostConfig: {} })
  await makeMountPoints({
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
})
