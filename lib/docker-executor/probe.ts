import { access } from 'node:fs/promises'
import { PROBE } from '../docker/preflight/probe-executor.ts'
import { connectEngine } from '../engine/connect-engine.ts'

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
