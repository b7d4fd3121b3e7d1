import { access } from 'node:fs/promises'
import { PROBE } from '../docker/preflight/probe-executor.ts'
import { connectEngine } from '../engine/connect-engine.ts'
import { requireDu } from '../sandbox/require-du.ts'

export interface ProbeQuestion {
  /** A file of the agent. */
  file: string
  socketPath: string
  /** Whether sandboxes are to be measured. */
  measures: boolean
}

/** Looks from where an executor would be: whether that file is there, the engine answers, and sandboxes can be measured. Resolves with the exit code. */
export async function probe ({ file, socketPath, measures }: ProbeQuestion): Promise<number> {
  if (!await access(file).then(() => true, () => false)) return PROBE.NO_FILE
  if (measures && !await requireDu().then(() => true, () => false)) return PROBE.NO_DU
  const engine = connectEngine({ socketPath })
  try {
    return await engine.ping({ timeoutMs: 5000 }).then(() => 0, () => PROBE.NO_ENGINE)
  } finally {
    await engine.close()
  }
}
