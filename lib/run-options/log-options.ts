import type { Draft } from './draft.ts'

export interface EngineLog { maxBytes: number, maxFiles: number }

/** With one file the engine forgets all of it at once. */
export const LEAST_ENGINE_LOG: Readonly<EngineLog> = { maxBytes: 65_536, maxFiles: 2 }

/** Drivers that keep files of their own, and their own idea of how many: json-file's is one of any size. */
const WITH_FILES = ['local', 'json-file']

/**
 * Bounds the engine's own copy of a container's output. What the container itself asks for goes before. Not compressed: the
 * engine would compress while the container waits, and passes over compressed files by a time that only the last record has.
 */
export function logOptions ({ host }: Draft, { maxBytes, maxFiles }: EngineLog): void {
  const { Type, Config } = host.LogConfig as { Type: string, Config: Record<string, string> }
  if (!WITH_FILES.includes(Type)) return
  host.LogConfig = { Type, Config: { 'max-size': String(maxBytes), 'max-file': String(maxFiles), compress: 'false', ...Config } }
}
