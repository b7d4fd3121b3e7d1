export interface PrivateEngine {
  socketPath: string
  directory: string
  /** Of dockerd as it was last started. */
  readonly pid: number
  log (): string
  start (options?: { liveRestore?: boolean }): Promise<void>
  stop (): Promise<void>
  kill (): Promise<void>
  pause (): void
  resume (): void
  remove (): Promise<void>
}

export function startPrivateEngine (options?: { liveRestore?: boolean, debug?: boolean, bridge?: string, args?: string[] }): Promise<PrivateEngine>
