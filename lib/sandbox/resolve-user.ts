import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { errors } from '../errors.ts'

export interface UserIds { uid: number, gid: number }

/**
 * Ids of a user of this host by login name. The local file is asked first because it costs no process; `getent`
 * then knows of directory services. Rejects with CONTAINERIZER_ERR_SANDBOX_FAILED for an unknown name; as with
 * getpwnam(3), a number is a name like any other and not a uid.
 */
export async function resolveUser (name: string): Promise<UserIds> {
  const found = entry(await readFile('/etc/passwd', 'utf8'), name) ?? entry(await getent(name), name)
  if (found === undefined) throw new errors.CONTAINERIZER_ERR_SANDBOX_FAILED(`No such user '${name}'`)
  return found
}

function entry (passwd: string, name: string): UserIds | undefined {
  for (const line of passwd.split('\n')) {
    const [login, , uid, gid] = line.split(':')
    if (login === name && uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  return undefined
}

function getent (name: string): Promise<string> {
  // A failure to look it up and an unknown name are the same answer here: nobody we could give files to.
  return new Promise((resolve) => { execFile('getent', ['passwd', '--', name], (_error, stdout) => resolve(stdout)) })
}
