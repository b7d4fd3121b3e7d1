import t from 'tap'
import { runOnce } from '../../examples/smallest-host.ts'
import { baseImage } from '../fixtures/docker-parts.ts'

t.test('the smallest host runs a container to its end', async t => {
  const workDir = t.testdir()
  t.strictSame(await runOnce(workDir, baseImage, 'echo "in $MESOS_SANDBOX"; exit 3'), { exitCode: 3, stdout: 'in /mnt/mesos/sandbox\n' })
})
