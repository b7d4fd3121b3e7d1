import type { SecretResolver } from '../../types/secrets.ts'

/** Knows secrets that stand inline only. */
export const inlineSecrets: SecretResolver = {
  async resolve ({ value }) {
    if (value === undefined) throw new Error('the secret has no value')
    return value.data
  }
}
