import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Owner } from './owner.ts'

// Whoever fills the sandbox could have left a link to somebody else's file, or a fifo that would block us for ever.
const FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK

/** One line on the sandbox's `stderr`, where users look first. */
export async function noteFailure (directory: string, line: string, owner?: Owner): Promise<void> {
  const file = await open(join(directory, 'stderr'), FLAGS, 0o644)
  try {
    if (owner) await file.chown(owner.uid, owner.gid)
    await file.write(`${line}\n`)
  } finally {
    await file.close()
  }
}
