import { execFile } from 'node:child_process'
import { errors } from '../errors.ts'
import { DU_OPTIONS } from './measure-disk.ts'

const NOTHING = '/dev/null'

/**
 * Rejects with CONTAINERIZER_ERR_OPTION_INVALID where there is no `du`, or one that cannot measure sandboxes, such as that of busybox: quotas would be
 * enforced for nobody, and only the log would say so.
 */
export async function requireDu (path = process.env['PATH']): Promise<void> {
  const why = await new Promise<string | undefined>((resolve) => {
    execFile('du', [...DU_OPTIONS, '--exclude=/none', '--', NOTHING], { env: { ...process.env, PATH: path } }, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') resolve('there is none on the PATH')
      else if (error !== null) resolve(stderr.split('\n')[0] || error.message)
      else resolve(stdout === `0\t${NOTHING}\0` ? undefined : `it says '${stdout}' of ${NOTHING}`)
    })
  })
  if (why !== undefined) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`enforceDiskQuota (enforce_container_disk_quota) needs the du of GNU: ${why}`)
}
