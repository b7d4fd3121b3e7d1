import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { mountsBelow } from '../util/mounts-below.ts'

const KIB = 1024
/** Sums of kilobytes without what is mounted, each ended by a zero: not all of it is known to any du but that of GNU. */
export const DU_OPTIONS = ['-0', '-k', '-s', '-x']
const OUTPUT_BYTES = 4 * 1024 * 1024

/**
 * Bytes that directories take on their disk, told by `du` as in the original: a process of its own, so that a tree of a million files costs
 * the agent nothing, and one for all of them, because it is dear to start. Neither links nor mounts are followed; a file with several names counts
 * once. None of them may be within another. What has no sum is not in the answer; rejects where nothing has.
 */
export async function measureDisk (directories: readonly string[], signal: AbortSignal): Promise<Map<string, number>> {
  const mountinfo = await readFile('/proc/self/mountinfo', 'utf8')
  // Of the same file system too, which -x does not see. They are patterns to du.
  const points = directories.flatMap((directory) => mountsBelow(directory, mountinfo).filter((point) => point !== directory))
  const excluded = points.map((point) => `--exclude=${point.replace(/[\\*?[\]]/g, '\\$&')}`)
  return await new Promise((resolve, reject) => {
    execFile('du', [...DU_OPTIONS, ...excluded, '--', ...directories], { signal, maxBuffer: OUTPUT_BYTES }, (error, stdout) => {
      // What goes while it counts makes it fail, but not without a sum.
      const sums = new Map(Array.from(stdout.matchAll(/(\d+)\t([^\0]+)\0/g), ([, kilobytes, path]) => [path as string, Number(kilobytes) * KIB]))
      if (sums.size === 0) reject(error ?? new Error(`du told no size of '${directories.join("', '")}'`))
      else resolve(sums)
    })
  })
}
