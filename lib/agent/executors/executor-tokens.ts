import { createSecretKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'

/** Whom a token speaks for: the ids of framework, executor and container. */
export interface ExecutorClaims { fid: string, eid: string, cid: string }

/** Tokens by which executors show who they are: JWT of HS256, as the original's, so without an end. */
export class ExecutorTokens {
  readonly #key: KeyObject

  constructor (secret: Buffer) {
    this.#key = createSecretKey(secret)
  }

  async sign (claims: ExecutorClaims): Promise<string> {
    return await new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(this.#key)
  }

  /** The claims of an Authorization header; undefined where there is none, or none that this agent gave out. */
  async verify (authorization: string | undefined): Promise<ExecutorClaims | undefined> {
    const [, token] = /^Bearer ([^ ]+)$/.exec(authorization ?? '') ?? []
    if (token === undefined) return undefined
    const verified = await jwtVerify(token, this.#key, { algorithms: ['HS256'] }).catch(() => undefined)
    const { fid, eid, cid } = verified?.payload ?? {}
    return typeof fid === 'string' && typeof eid === 'string' && typeof cid === 'string' ? { fid, eid, cid } : undefined
  }
}
