import { readFile } from 'node:fs/promises'
import { errors } from '../../errors.ts'
import type { ExecutorTokens } from './executor-tokens.ts'

interface TokenFlags { authenticateHttpExecutors: boolean, jwtSecretKey?: string }

/** The tokens of `--authenticate_http_executors`; undefined where it is not set. Rejects with CONTAINERIZER_ERR_OPTION_INVALID for a key that is none. */
export async function loadTokens ({ authenticateHttpExecutors, jwtSecretKey = '' }: TokenFlags): Promise<ExecutorTokens | undefined> {
  if (!authenticateHttpExecutors) return undefined
  const secret = await readFile(jwtSecretKey).catch((cause: NodeJS.ErrnoException) => {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Flag 'jwt_secret_key': the file '${jwtSecretKey}' cannot be read: ${cause.code}`, { cause })
  })
  if (secret.length === 0) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Flag 'jwt_secret_key': the file '${jwtSecretKey}' is empty`)
  const tokens = await import('./executor-tokens.ts')
  return new tokens.ExecutorTokens(secret)
}
