// Lets node run the project's TypeScript: `node --import=./scripts/strip-types.mjs FILE.ts`. Node 22 and later do this by themselves.
import { register } from 'node:module'

register('./strip-types-hooks.mjs', import.meta.url)
