import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { mountsBelow } from '../util/mounts-below.ts'

const KIB = 1024

/**
 * Bytes that a directory takes on its disk, told by `du` as in the original: a process of its own, so that a tree of a million files costs
 * the agent nothing. Neither links nor mounts are followed; a file with several names counts once. Rejects where `du` tells no sum.
 */
export async function measureDisk (directory: string, signal: AbortSignal): Promise<number> {
  const mountinfo = await readFile('/proc/self/mountinfo', 'utf8')
  // Of the same file system too, which -x does not see. They are patterns to du.
  const excluded = mountsBelow(directory, mountinfo).filter((point) => point !== directory).map((point) => `--exclude=${point.replace(/[\\*?[\]]/g, '\\$&')}`)
  return await new Promise((resolve, reject) => {
    execFile('du', ['-k', '-s', '-x', ...excluded, '--', directory], { signal }, (error, stdout) => {
      // What goes while it counts makes it fail, but not without a sum.
      const kilobytes = /^(\d+)\s/.exec(stdout)?.[1]
      if (kilobytes === undefined) reject(error ?? new Error(`du told no size of '${directory}'`))
      else resolve(Number(kilobytes) * KIB)
    })
  })
}
