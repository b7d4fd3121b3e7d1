import { parentPort, workerData } from 'node:worker_threads'
import { unpack } from './unpack.ts'
import type { UnpackOutcome } from './unpack-aside.ts'
import type { UnpackJob } from './unpack.ts'

const outcome: UnpackOutcome = await unpack(workerData as UnpackJob).then(() => null, ({ message, cause }: Error) => {
  const { code } = cause as NodeJS.ErrnoException
  return { message, ...code !== undefined && { code } }
})
parentPort?.postMessage(outcome)
