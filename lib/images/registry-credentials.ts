import type { Clock } from '../../types/clock.ts'
import type { RegistryAuth } from '../../types/docker-engine.ts'
import { errors } from '../errors.ts'
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
  /** A helper that a sandbox's config names runs as the agent's user, and the task's files in its home may be settings that have it run anything. */
  allowSandboxHelpers: boolean
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
    if (helper !== undefined && file !== undefined && !this.#options.allowSandboxHelpers) {
      const member = config.credHelpers.has(registry) ? `credHelpers['${registry}']` : 'credsStore'
      throw new errors.CONTAINERIZER_ERR_PULL_FAILED(
        `Registry credentials in ${file.name} of the sandbox: ${member} names '${helper}', but helpers that a sandbox names are run only with allowSandboxCredentialHelpers`)
    }
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
