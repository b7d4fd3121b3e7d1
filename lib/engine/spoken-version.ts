import type { EngineVersion } from '../../types/docker-engine.ts'

/** Compares API versions such as `1.9` and `1.40`. */
export const olderApi = (one: string, other: string): boolean => one.localeCompare(other, 'en', { numeric: true }) < 0

/** The API to speak: the one we know best, unless the engine has given it up; then its oldest. What is still older it refuses itself. */
export function spokenVersion (preferred: string, { minApiVersion }: Pick<EngineVersion, 'minApiVersion'>): string {
  return typeof minApiVersion === 'string' && olderApi(preferred, minApiVersion) ? minApiVersion : preferred
}
