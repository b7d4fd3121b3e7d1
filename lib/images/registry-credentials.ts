import type { Clock } from '../../types/clock.ts'
import type { RegistryAuth } from '../../types/docker-engine.ts'
import { parseRegistryConfig } from './parse-registry-config.ts'
import type { RegistryConfig } from './parse-registry-config.ts'
import { registryOf, serverOf } from './registry-of.ts'
import { runCredentialHelper } from './run-credential-helper.ts'
import { readSandboxCredentials } from './sandbox-credentials.ts'

export interface CredentialsOptions {
  clock: Clock
  /** For images whose sandbox has no credentials file. */
  defaults?: RegistryConfig | undefined
  helperTimeoutMs: number
}

/** What a pull authenticates with; anonymous when there is no `auth`. */
export interface Credentials {
  auth?: RegistryAuth
  /** Whether asking again may bring something else: tokens of a helper expire. */
  refreshable: boolean
}

/**
 * Finds credentials in the order of the original: the config in the sandbox, else the agent's own, else none. A sandbox
 * with a config that does not know the registry pulls anonymously, also when the agent's would know it.
 */
export class RegistryCredentials {
  readonly #options: CredentialsOptions

  constructor (options: CredentialsOptions) {
    this.#options = options
  }

  async find (reference: string, directory: string, signal?: AbortSignal): Promise<Credentials> {
    const file = await readSandboxCredentials(directory)
    const config = file === undefined ? this.#options.defaults : parseRegistryConfig(file.text, `${file.name} of the sandbox`)
    if (config === undefined) return { refreshable: false }
    const registry = registryOf(reference)
    const helper = config.credHelpers.get(registry) ?? config.credsStore
    const helped = helper === undefined
      ? undefined
      : await runCredentialHelper({
        name: helper,
        server: serverOf(registry),
        ...(file === undefined ? {} : { home: directory }),
        ...(signal === undefined ? {} : { signal }),
        timeoutMs: this.#options.helperTimeoutMs,
        clock: this.#options.clock
      })
    const auth = helped ?? config.auths.get(registry)
    return { ...(auth === undefined ? {} : { auth }), refreshable: helped !== undefined }
  }
}
