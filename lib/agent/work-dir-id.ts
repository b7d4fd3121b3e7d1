import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The identity of a work_dir, made when missing: tells apart two agents that were given one id. The file is whole from its first moment on, and of two
 * that make it at once both take the same.
 */
export async function workDirId (workDir: string): Promise<string> {
  const path = join(workDir, 'meta', 'work_dir_id')
  const known = await readFile(path, 'utf8').catch(() => '')
  if (known !== '') return known
  await mkdir(join(workDir, 'meta'), { recursive: true })
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, randomUUID())
  // Somebody else may have been first. Where no link can be made at all, the read below fails.
  await link(draft, path).catch(() => {})
  await rm(draft)
  return await readFile(path, 'utf8')
}
