import t from 'tap'
import { startFailure } from '../../lib/docker/start-failure.ts'
import { engineRefused, engineUnreachable } from '../../lib/engine/engine-error.ts'

const failed = { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED' }
const oci = 'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: '

t.test('what the engine refused ends as the docker command would have ended, and says why in words that stay', async (t) => {
  const words: Array<[number, string, string]> = [
    [127, 'the command does not exist in the image', `${oci}exec: "mount-it": executable file not found in $PATH: unknown`],
    [127, 'the command does not exist in the image', `${oci}exec: "./nope": stat ./nope: no such file or directory: unknown`],
    [126, 'the command cannot be executed', `${oci}exec: "/etc/passwd": permission denied: unknown`],
    [126, 'the command cannot be executed', 'standard_init_linux.go:228: exec user process caused: exec format error'],
    [125, 'neither the task nor the image says what to run', 'No command specified'],
    [125, 'the user does not exist in the image', 'unable to find user nosuch: no matching entries in passwd file'],
    [125, 'a host port is taken', 'driver failed programming external connectivity on endpoint x (890f): Bind for 127.0.0.1:18999 failed: port is already allocated'],
    [125, 'a network does not exist', 'network nonet not found'],
    [125, 'a volume cannot be mounted', 'invalid mount config for type "bind": bind source path does not exist: /nonexist'],
    [126, 'a volume cannot be mounted', `${oci}error during container init: error mounting "/etc/passwd" to rootfs at "/etc": not a directory: unknown`],
    [125, 'the engine refused it', 'no space left on device']
  ]
  for (const [exitCode, why, message] of words) {
    t.strictSame(startFailure(engineRefused(400, message)), { ...failed, message: `Container exited with status ${exitCode}: ${why}`, status: exitCode << 8 }, message)
  }
})

t.test('where the engine gave no answer there is no exit code', async (t) => {
  t.strictSame(startFailure(engineUnreachable('/run/docker.sock', new Error('executable file not found'))), {
    ...failed, message: 'Failed to run docker container: Docker engine at /run/docker.sock cannot be reached: executable file not found'
  })
  t.strictSame(startFailure(new Error('disk full')), { ...failed, message: 'Failed to run docker container: disk full' })
})
