import { randomUUID } from 'node:crypto'
import { mkdir, readFile, readlink, symlink } from 'node:fs/promises'
import { basename, join } from 'node:path'

const BOOT_ID = '/proc/sys/kernel/random/boot_id'

export interface AgentIdentity {
  agentId: string
  /** There was no id under this work_dir: nothing can be recovered. */
  fresh: boolean
  /** The host was booted since the id was last used: no process of before is alive. */
  rebooted: boolean
}

/**
 * Who the agent of this work_dir is, from `meta/slaves/latest` and `meta/boot_id` where Mesos keeps them; made when
 * missing. Remove the link to become a new agent.
 */
export async function agentIdentity (workDir: string): Promise<AgentIdentity> {
  const meta = join(workDir, 'meta')
  const latest = join(meta, 'slaves', 'latest')
  const bootId = (await readFile(BOOT_ID, 'utf8')).trim()
  const known = await readlink(latest).catch(absent)
  const lastBoot = await readFile(join(meta, 'boot_id'), 'utf8').catch(absent)
  const agentId = known === undefined ? `${randomUUID()}-S0` : basename(known)
  const directory = join(meta, 'slaves', agentId)
  await mkdir(directory, { recursive: true })
  if (known === undefined) await symlink(directory, latest)
  if (lastBoot?.trim() !== bootId) {
    const { default: writeFileAtomic } = await import('write-file-atomic')
    await writeFileAtomic(join(meta, 'boot_id'), bootId)
  }
  return { agentId, fresh: known === undefined, rebooted: known !== undefined && lastBoot?.trim() !== bootId }
}

function absent (error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}
