import { mkdir } from 'node:fs/promises'
import type { CreateBody } from '../../types/docker-engine.ts'

interface BindMount { Source: string, BindOptions?: { CreateMountpoint?: boolean } }

/** Makes the host directories that a mount is to bring along: engines before API 1.42 make them for the string form only. */
export async function makeMountPoints ({ HostConfig: { Mounts = [] } }: CreateBody): Promise<void> {
  for (const { Source, BindOptions } of Mounts as unknown as BindMount[]) {
    if (BindOptions?.CreateMountpoint === true) await mkdir(Source, { recursive: true })
  }
}
