import { makeRuns } from './make-runs.ts'
import { runsPath, sandboxPath } from './sandbox-path.ts'
import type { RunIds } from './sandbox-path.ts'

/** Makes what the sandbox of a run lies in, with a `latest` that points to it, and resolves with its path. The sandbox itself is made where its owner is known. */
export async function prepareSandboxPath (ids: RunIds): Promise<string> {
  await makeRuns(runsPath(ids), ids.containerId)
  return sandboxPath(ids)
}
