import type { DockerEngine, OutputStream } from '../../../types/docker-engine.ts'
import type { SandboxLogs } from '../../../types/sandbox.ts'
import { streams } from './log-anchor.ts'
import type { LogAnchor, LogSource, OutputCounts } from './log-anchor.ts'
import { TailFinder } from './tail-finder.ts'

const TAIL = 4096
/** What is shorter is found by chance. */
const SHORTEST = 64

/**
 * Finds the place in the engine's log at which the files end, by what they end with, where counting from the log's beginning is
 * no longer possible. `lost` are the streams for which it is not there, or not in one place only.
 */
export async function realign (
  engine: DockerEngine, { engineId, tty, driver }: LogSource, logs: SandboxLogs, signal: AbortSignal
): Promise<{ anchor: LogAnchor, lost: OutputStream[] }> {
  const finder = async (stream: OutputStream): Promise<TailFinder> =>
    new TailFinder(await logs.tail?.(stream, TAIL) ?? Buffer.alloc(0))
  const finders = { stdout: await finder('stdout'), stderr: await finder('stderr') }
  let head: string | undefined
  await engine.logs(engineId, {
    write (stream, data, at) {
      head ??= at
      finders[stream].push(data)
      return undefined
    }
  }, { tty, driver, signal })
  const base: OutputCounts = { ...logs.position }
  const lost: OutputStream[] = []
  for (const stream of streams) {
    const { matches, end } = finders[stream].finish()
    base[stream] -= end
    const position = logs.position[stream]
    if (position > 0 && (matches !== 1 || position < SHORTEST || logs.tail === undefined)) lost.push(stream)
  }
  return { anchor: { since: 0, base, ...(head === undefined ? {} : { head }) }, lost }
}
