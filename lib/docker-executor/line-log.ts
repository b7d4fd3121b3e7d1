import type { Log } from '../../types/log.ts'

const levels = ['debug', 'info', 'warn', 'error'] as const

/** A log of JSON lines, of that level and above. */
export function lineLog (stream: NodeJS.WritableStream, least: typeof levels[number]): Log {
  const [debug, info, warn, error] = levels.map(level => (fields: object, message: string): void => {
    if (levels.indexOf(level) < levels.indexOf(least)) return
    stream.write(`${JSON.stringify({ level, time: new Date().toISOString(), msg: message, ...fields }, withErrors)}\n`)
  }) as [Log['debug'], Log['info'], Log['warn'], Log['error']]
  return { debug, info, warn, error }
}

/** Of an error nothing would be left. */
function withErrors (_key: string, value: unknown): unknown {
  return value instanceof Error ? { message: value.message, code: (value as NodeJS.ErrnoException).code, stack: value.stack } : value
}
