/**
 * Hooks of a host: each task gets a directory of its own for scratch files and is told of it, nobody launches at night, and
 * statuses carry a label. They are given to the plugin:
 *
 *   await app.register(dockerContainerizer, { workDir, hooks: [launchHooks({ scratch: '/srv/scratch' })] })
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DockerHooks } from '../lib/index.ts'

export function launchHooks ({ scratch, hour = () => new Date().getHours() }: { scratch: string, hour?: () => number }): DockerHooks {
  return {
    async beforeLaunch ({ containerId, taskInfo }) {
      if (hour() < 6) throw new Error(`nothing is launched at night, not even ${taskInfo?.name ?? containerId.value}`)
      await mkdir(join(scratch, containerId.value), { recursive: true })
      return { taskEnvironment: { SCRATCH: join(scratch, containerId.value) } }
    },
    onStatus (_container, { labels }) {
      return { labels: { labels: [...labels?.labels ?? [], { key: 'scratch', value: scratch }] } }
    },
    async onRemove ({ containerId }) {
      await rm(join(scratch, containerId.value), { recursive: true, force: true })
    }
  }
}
