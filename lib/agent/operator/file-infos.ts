import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileInfo } from '../../../types/mesos-v1.ts'

/**
 * What is in a directory, sorted; none for what is no directory. `shown` is the path it was asked for by. Unlike Mesos,
 * a link is shown as what it is, not as what it points to.
 */
export async function fileInfos (directory: string, shown: string): Promise<FileInfo[]> {
  const [names, users, groups] = await Promise.all([readdir(directory).catch(() => []), namesIn('/etc/passwd'), namesIn('/etc/group')])
  const infos = await Promise.all(names.sort().map(async (name): Promise<FileInfo | null> => {
    // One that went meanwhile is not there.
    const stat = await lstat(join(directory, name), { bigint: true }).catch(() => null)
    return stat === null
      ? null
      : {
          path: join(shown, name),
          nlink: Number(stat.nlink),
          size: Number(stat.size),
          mtime: { nanoseconds: Number(stat.mtimeNs / 1_000_000_000n) * 1e9 },
          mode: Number(stat.mode),
          uid: users.get(String(stat.uid)) ?? String(stat.uid),
          gid: groups.get(String(stat.gid)) ?? String(stat.gid)
        }
  }))
  return infos.filter((info) => info !== null)
}

/** Names by id. Those that only a directory service knows are shown as numbers. */
async function namesIn (file: string): Promise<Map<string, string>> {
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.split(':')).filter(([, , id]) => id !== undefined)
  return new Map(lines.reverse().map(([name, , id]) => [id as string, name as string]))
}
