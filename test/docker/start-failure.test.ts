import t from 'tap'
import { startFailure } from '../../lib/docker/start-failure.ts'
import { engineRefused, engineUnreachable } from '../../lib/engine/engine-error.ts'

t.test('what the engine refused ends as the docker command would have ended', async (t) => {
  const words: Array<[number, string]> = [
    [127, 'OCI runtime create failed: exec: "nope": executable file not found in $PATH: unknown'],
    [126, 'OCI runtime create failed: exec: "/etc/passwd": permission denied: unknown'],
    [125, 'invalid volume specification']
  ]
  for (const [exitCode, message] of words) {
    t.strictSame(startFailure(engineRefused(400, message)), {
      message: `Container exited with status ${exitCode}`, status: { status: exitCode << 8 }
    })
  }
})

t.test('where the engine gave no answer there is no exit code', async (t) => {
  t.strictSame(startFailure(engineUnreachable('/run/docker.sock', new Error('executable file not found'))), {
    message: 'Failed to run docker container: Docker engine at /run/docker.sock cannot be reached: executable file not found', status: {}
  })
  t.strictSame(startFailure(new Error('disk full')), { message: 'Failed to run docker container: disk full', status: {} })
})
