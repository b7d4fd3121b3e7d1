import { access } from 'node:fs/promises'
import { connectEngine } from '../engine/connect-engine.ts'

/** What the exit codes of a probe mean, beside 0. */
export const PROBE = { NO_FILE: 3, NO_ENGINE: 4 } as const

/** Looks from where an executor would be: whether a file of the agent is there, and the engine answers. Resolves with the exit code. */
export async function probe (file: string, socketPath: string): Promise<number> {
  if (!await access(file).then(() => true, () => false)) return PROBE.NO_FILE
  const engine = connectEngine({ socketPath })
  try {
    return await engine.ping({ timeoutMs: 5000 }).then(() => 0, () => PROBE.NO_ENGINE)
  } finally {
    await engine.close()
  }
}
