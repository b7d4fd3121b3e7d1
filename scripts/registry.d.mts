export interface Layer { blob: Buffer, diffId: string }

export interface Registry {
  host: string
  port: number
  /** File of the authority's certificate. */
  ca: string
  accesses (): Array<{ user: string, method: string, path: string, status: number }>
  log (): string
  stop (): Promise<void>
}

export function startRegistry (options?: { users?: Record<string, string>, tls?: boolean, address?: string }): Promise<Registry>
export function layer (files: Record<string, Buffer | { data: Buffer, mode: number }>): Layer
export function randomLayer (bytes: number): Layer
export function pushImage (
  registry: { host: string, tls?: boolean, auth?: string }, repository: string, tag: string, layers: Layer[], options?: { cmd?: string[], architecture?: string }
): Promise<string>
export function pushPlatforms (registry: { host: string }, repository: string, tag: string, layers: Record<string, Layer[]>): Promise<Record<string, string>>
