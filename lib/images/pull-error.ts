import type { RegistryAuth } from '../../types/docker-engine.ts'
import { errors } from '../errors.ts'
import { pullFailure } from './pull-failure.ts'
import type { PullFailureReason } from './pull-failure.ts'

/** What a failed pull is told as. A registry may repeat what it was sent: secrets are taken out of the text. */
export function pullError (reference: string, cause: Error, used: RegistryAuth[]): Error & { reason: PullFailureReason } {
  const message = withoutSecrets(cause.message, used)
  const told = `Failed to pull image '${reference}': ${message}`
  const error = message === cause.message
    ? new errors.CONTAINERIZER_ERR_PULL_FAILED(told, { cause })
    : new errors.CONTAINERIZER_ERR_PULL_FAILED(told)
  return Object.assign(error, { reason: pullFailure(cause).reason })
}

function withoutSecrets (text: string, used: RegistryAuth[]): string {
  const secrets = used.flatMap(({ username, password, identitytoken, registrytoken }) => [
    Buffer.from(`${username}:${password}`).toString('base64'), password, identitytoken, registrytoken
  ])
  return secrets.reduce<string>((left, secret) => {
    return secret === undefined || secret === '' ? left : left.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***')
  }, text)
}
