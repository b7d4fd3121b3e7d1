/** What an agent of this package says of a pull in its `/containers`. */
export interface ShownPull {
  reference: string
  phase: string
  layers: number
  layers_done: number
  downloaded_bytes: number
  extracted_bytes: number
  total_bytes: number
  remaining_ms?: number
  message?: string
}

const LONGEST_BAR = 30
const words: Record<string, string> = { QUEUED: 'waits for other pulls', STARTING: 'asks the registry', DOWNLOADING: 'downloading', EXTRACTING: 'extracting' }

/** One line about a pull, no longer than the terminal is wide. */
export function pullBar (pull: ShownPull, columns: number): string {
  const { reference, phase, total_bytes: total, downloaded_bytes: downloaded, extracted_bytes: extracted, layers, layers_done: done } = pull
  if (phase === 'RETRYING') return `${reference}: is tried again. ${pull.message ?? ''}`.slice(0, columns)
  const word = words[phase] ?? phase.toLowerCase()
  if (layers === 0) return `${reference}: ${word}`.slice(0, columns)
  // Every byte is downloaded, then extracted.
  const part = total === 0 ? 0 : (downloaded + extracted) / (2 * total)
  const left = pull.remaining_ms === undefined ? '' : `, ${Math.ceil(pull.remaining_ms / 1000)} s left`
  const text = `${reference}: ${word} ${megabytes(phase === 'EXTRACTING' ? extracted : downloaded)} of ${megabytes(total)} MB, ${done} of ${layers} layers${left}`
  const width = Math.min(LONGEST_BAR, columns - text.length - 8)
  return width < 5 ? text.slice(0, columns) : `[${'='.repeat(Math.floor(part * width)).padEnd(width)}] ${String(Math.floor(part * 100)).padStart(3)}% ${text}`
}

function megabytes (bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}
