import { errors } from '../errors.ts'

/** The engine answered, and said no. `engineStatus` is the HTTP status of its answer, the message its own text. */
export function engineRefused (engineStatus: number, message: string): Error & { engineStatus: number } {
  return Object.assign(new errors.CONTAINERIZER_ERR_ENGINE_REFUSED(message), { engineStatus })
}

/** No answer, or half of one. Says nothing about what the engine did with the request, or, without descriptors, about the engine. */
export function engineUnreachable (socketPath: string, cause: unknown): Error {
  const { code, message } = cause as NodeJS.ErrnoException
  if (code === 'EMFILE' || code === 'ENFILE') {
    return new errors.CONTAINERIZER_ERR_RESOURCE_EXHAUSTED(
      `No file descriptor is left to speak to the Docker engine at ${socketPath} (${code}): raise the limit of open files (ulimit -n)`, { cause })
  }
  return new errors.CONTAINERIZER_ERR_ENGINE_UNREACHABLE(
    `Docker engine at ${socketPath} cannot be reached: ${message}`, { cause })
}

export function engineTimeout (what: string, limitMs: number): Error {
  return new errors.CONTAINERIZER_ERR_ENGINE_TIMEOUT(`Docker engine did not answer ${what} within ${limitMs} ms`)
}
