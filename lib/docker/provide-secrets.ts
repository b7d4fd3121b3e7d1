import type { CreateBody } from '../../types/docker-engine.ts'
import { errors } from '../errors.ts'
import { secretText } from '../run-options/secret-text.ts'
import { HIDDEN, secretUses } from '../run-options/secret-uses.ts'
import type { SecretUse } from '../run-options/secret-uses.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'

/**
 * Resolves the secrets of a container as late as can be: variables go into the body that is returned, files to where the
 * body has them mounted. Rejects with CONTAINERIZER_ERR_SECRET_UNRESOLVED, which names the field alone.
 */
export async function provideSecrets (
  { secretResolver, secretFiles }: Pick<DockerParts, 'secretResolver' | 'secretFiles'>, run: DockerRun, body: CreateBody, signal: AbortSignal
): Promise<CreateBody> {
  const env = body.Env ?? []
  const wanted = secretUses(run.config).filter((use) => !('variable' in use) || env.includes(hidden(use.variable)))
  if (wanted.length === 0) return body
  const { containerId, config: { frameworkId } } = run
  const values = await Promise.all(wanted.map(async (use) => {
    const request = { containerId, field: use.field, signal, ...(frameworkId === undefined ? {} : { frameworkId }) }
    try {
      return { use, data: await secretResolver.resolve(use.secret, request) }
    } catch (cause) {
      throw unresolved(use, 'could not be resolved', cause)
    }
  }))
  signal.throwIfAborted()
  const files = values.flatMap(({ use, data }) => 'file' in use ? [{ ...use, data }] : [])
  const lines = new Map(values.flatMap(({ use, data }) => 'variable' in use ? [[hidden(use.variable), `${use.variable}=${textOf(use, data)}`] as const] : []))
  if (files.length > 0) await secretFiles.write(run.name, files)
  return { ...body, Env: env.map((line) => lines.get(line) ?? line) }
}

function hidden (variable: string): string {
  return `${variable}=${HIDDEN}`
}

function textOf (use: SecretUse, data: Uint8Array): string {
  const text = secretText(data)
  if (text === undefined) throw unresolved(use, 'must be UTF-8 text without NUL')
  return text
}

function unresolved ({ field, secret }: SecretUse, what: string, cause?: unknown): Error {
  const name = secret.reference === undefined ? 'the secret' : `the secret '${secret.reference.name}'`
  return new errors.CONTAINERIZER_ERR_SECRET_UNRESOLVED(`${field}: ${name} ${what}`, { cause })
}
