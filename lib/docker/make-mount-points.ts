import { mkdir } from 'node:fs/promises'
import type { CreateBody } from '../../types/docker-engine.ts'
import type { DockerRun } from './docker-run.ts'
import { judgeHostPaths } from './judge-host-paths.ts'

interface BindMount { Source: string, BindOptions?: { CreateMountpoint?: boolean } }

/**
 * Makes the host directories that a mount is to bring along: engines before API 1.42 make them for the string form only. A link
 * that what was fetched has put in the way is not followed to where the policy does not allow.
 */
export async function makeMountPoints (parts: Parameters<typeof judgeHostPaths>[0], run: DockerRun, { HostConfig: { Mounts = [] } }: CreateBody): Promise<void> {
  for (const { Source, BindOptions } of Mounts as unknown as BindMount[]) {
    if (BindOptions?.CreateMountpoint !== true) continue
    await judgeHostPaths(parts, run, [Source])
    await mkdir(Source, { recursive: true })
  }
}
