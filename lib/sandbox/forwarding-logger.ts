import type { OutputStream } from '../../types/docker-engine.ts'
import type { ContainerLogger, LogRequest, SandboxLogs } from '../../types/sandbox.ts'

/** Where output goes beside the sandbox. What of it gets there is not what the files depend on. */
export interface Forward {
  /** The promise, where there is one, settles when there is room again. Never rejects. */
  write (stream: OutputStream, data: Buffer): Promise<void> | undefined
  /** Gives the rest out. Never rejects. */
  end (): Promise<void>
}

/** As the logger that it is made of, and what goes there is forwarded as well. A line around a crash may be forwarded in part or twice; the files have each byte once. */
export class ForwardingLogger implements ContainerLogger {
  readonly #files: ContainerLogger
  readonly #forward: (request: LogRequest) => Promise<Forward>

  constructor (files: ContainerLogger, forward: (request: LogRequest) => Promise<Forward>) {
    this.#files = files
    this.#forward = forward
  }

  validate (request: LogRequest): void {
    this.#files.validate?.(request)
  }

  async open (request: LogRequest): Promise<SandboxLogs> {
    const logs = await this.#files.open(request)
    const forward = await this.#forward(request)
    const { tail, flushed } = logs
    return {
      get position () { return logs.position },
      ...(tail === undefined ? {} : { tail: tail.bind(logs) }),
      ...(flushed === undefined ? {} : { flushed: flushed.bind(logs) }),
      write (stream, data) {
        const held = [logs.write(stream, data), forward.write(stream, data)].filter((room) => room !== undefined)
        return held.length === 0 ? undefined : Promise.all(held).then(() => {})
      },
      async note (line) {
        await logs.note(line)
        await forward.write('stderr', Buffer.from(`${line}\n`))
      },
      async end () {
        const [kept] = await Promise.allSettled([logs.end(), forward.end()])
        if (kept.status === 'rejected') throw kept.reason
      }
    }
  }

  async forget (containerKey: string): Promise<void> {
    await this.#files.forget?.(containerKey)
  }
}
