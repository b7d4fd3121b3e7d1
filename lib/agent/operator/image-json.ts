import type { ContainerImage } from '../../../types/images.ts'

/** What is known of a container's image, with names as on the wire. The messages of the original have no place for it. */
export function imageJson ({ name, digest, pull }: ContainerImage): object {
  return {
    name,
    ...(digest === undefined ? {} : { digest }),
    ...(pull === undefined ? {} : { pull: snakeCase(pull) })
  }
}

function snakeCase (fields: object): object {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]))
}
