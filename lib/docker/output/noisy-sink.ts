import type { OutputSink } from '../../../types/docker-engine.ts'
import type { SandboxLogs } from '../../../types/sandbox.ts'

/** A container that has written so much may live to see the beginning of its log rotated away. */
const NOISY = 256 * 1024

/** Gives all to the logs that are open at the time, and calls `onNoisy` once when they have become long. */
export function noisySink (logs: () => SandboxLogs, onNoisy: () => void): OutputSink {
  let told = false
  return {
    write (stream, data) {
      const open = logs()
      const held = open.write(stream, data)
      if (!told && open.position[stream] > NOISY) {
        told = true
        onNoisy()
      }
      return held
    }
  }
}
