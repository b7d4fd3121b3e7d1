import type { FastifyServerOptions } from 'fastify'

/** No route of the programs has a schema: what fastify would compile them with takes a tenth of a second to load. */
export const noSchemas: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: { buildValidator: refuse, buildSerializer: refuse }
}

function refuse (): never {
  throw new TypeError('routes of the programs have no schemas')
}
