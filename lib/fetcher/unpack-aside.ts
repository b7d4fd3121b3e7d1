import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Unpack } from './unpack.ts'

/** `null`: done; else why not. */
export type UnpackOutcome = null | { message: string, code?: string }

/** Hardly anything lives long there. More than this would only be filled with what is not needed any more. */
const YOUNG_MB = 4

const program = new URL(`./unpack-thread${extname(import.meta.url)}`, import.meta.url)

/** As `unpack`, in a thread that lives as long as the work and cannot hold up this one. An archive that eats memory ends the thread alone. */
export function unpackAside (memoryMb = 128): Unpack {
  return async (job, signal) => {
    signal?.throwIfAborted()
    const worker = new Worker(program, { workerData: job, resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: YOUNG_MB } })
    const stop = (): void => { worker.terminate() }
    signal?.addEventListener('abort', stop)
    try {
      const outcome = await new Promise<UnpackOutcome>((resolve, reject) => {
        let said: UnpackOutcome | undefined
        worker.once('message', (outcome: UnpackOutcome) => { said = outcome })
        worker.once('error', (cause) => reject(new Error(`Failed to extract archive '${job.name}': ${cause.message}`, { cause })))
        // Only then is no file open any more.
        worker.once('exit', () => {
          if (signal?.aborted === true) reject(signal.reason)
          else resolve(said as UnpackOutcome)
        })
      })
      if (outcome !== null) throw Object.assign(new Error(outcome.message), outcome)
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }
}
