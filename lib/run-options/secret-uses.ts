import type { ContainerConfig, Secret } from '../../types/index.ts'
import { refusal } from './refusal.ts'

/** Stands in a plan where the value of a secret variable will be. */
export const HIDDEN = '(secret)'

/** A secret that a container is to see: in its environment, or as a file. */
export type SecretUse = { field: string, secret: Secret } & ({ variable: string } | { file: string, readOnly: boolean })

/** What a container's config says of secrets, in order. Whether it may say so is checked as the plan is made. */
export function secretUses ({ commandInfo, containerInfo }: ContainerConfig): SecretUse[] {
  const variables = (commandInfo.environment?.variables ?? []).flatMap(({ name, type, secret }) =>
    type === 'SECRET' && secret !== undefined ? [{ field: variableField(name), secret, variable: name }] : [])
  const files = (containerInfo?.volumes ?? []).flatMap(({ source, mode }, i) =>
    source?.type === 'SECRET' && source.secret !== undefined
      ? [{ field: volumeField(i), secret: source.secret, file: secretFile(i), readOnly: mode === 'RO' }]
      : [])
  return [...variables, ...files]
}

export const variableField = (name: string): string => `command.environment ${JSON.stringify(name)}`
export const volumeField = (i: number): string => `container.volumes[${i}]`

/** Name of the file for the secret of that volume. */
export const secretFile = (i: number): string => String(i)

/** Throws a refusal for a secret that does not say what it is, or that nobody here can resolve. Never quotes it. */
export function checkSecret (field: string, secret: Secret | undefined, resolvesReferences: boolean): void {
  if (secret === undefined) throw refusal(field, 'SECRET', 'must have a secret')
  const { type = 'UNKNOWN', value, reference } = secret
  switch (type) {
    case 'VALUE':
      if (value === undefined) throw refusal(`${field}.secret`, type, 'must have a value')
      if (reference !== undefined) throw refusal(`${field}.secret`, type, 'must not have a reference')
      return
    case 'REFERENCE':
      if (reference === undefined) throw refusal(`${field}.secret`, type, 'must have a reference')
      if (value !== undefined) throw refusal(`${field}.secret`, type, 'must not have a value')
      if (!resolvesReferences) throw refusal(`${field}.secret.reference`, reference.name, 'there is no resolver of secrets here; give the secret by its value')
      return
    case 'UNKNOWN': throw refusal(`${field}.secret`, type, 'must be of type VALUE or REFERENCE')
  }
}
