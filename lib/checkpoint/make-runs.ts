import { mkdir } from 'node:fs/promises'
import { updateLatest } from './update-latest.ts'

/** Makes the directory of an executor's runs, where it is not there, and points its `latest` at that one. */
export async function makeRuns (runs: string, containerId: string): Promise<void> {
  const make = async (): Promise<void> => {
    await mkdir(runs, { recursive: true })
    await updateLatest(runs, containerId)
  }
  // An old one that was empty may have been collected in between.
  await make().catch(make)
}
