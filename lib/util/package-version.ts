import { createRequire } from 'node:module'

/** Version of this package; found by its own name, so it is the same from `lib/` and from `dist/lib/`. */
export const packageVersion: string = createRequire(import.meta.url)('fastify-docker-containerizer/package.json').version
