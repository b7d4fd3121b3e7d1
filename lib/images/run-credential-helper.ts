import { spawn } from 'node:child_process'
import type { Clock } from '../../types/clock.ts'
import type { RegistryAuth } from '../../types/docker-engine.ts'
import { errors } from '../errors.ts'

export interface HelperCall {
  /** The program is `docker-credential-<name>`, on the agent's PATH. */
  name: string
  server: string
  /** Home directory of the program: where the config that names it was found. */
  home?: string
  timeoutMs: number
  clock: Clock
  signal?: AbortSignal
}

/** What it says when it runs well and has nothing. */
const NOTHING = /credentials not found in native keychain/
/** Instead of a user name: the secret is an identity token. */
const TOKEN = '<token>'
const MOST_OUTPUT = 65536

/**
 * Asks a credential helper. Undefined when it has none for the server. Its output is secret and its stderr goes nowhere;
 * errors say no more than its exit.
 */
export async function runCredentialHelper (call: HelperCall): Promise<RegistryAuth | undefined> {
  const { name, server, signal } = call
  signal?.throwIfAborted()
  const { code, output, timedOut } = await run(call).catch((error: NodeJS.ErrnoException) => {
    throw failed(name, server, `it cannot be run (${error.code})`)
  })
  signal?.throwIfAborted()
  if (timedOut) throw failed(name, server, `it did not answer within ${call.timeoutMs} ms`)
  if (output.length > MOST_OUTPUT) throw failed(name, server, `its answer is longer than ${MOST_OUTPUT} characters`)
  if (NOTHING.test(output)) return undefined
  if (code !== 0) throw failed(name, server, `exited with status ${code}`)
  let answer: { Username?: unknown, Secret?: unknown } | null
  try {
    answer = JSON.parse(output)
  } catch {
    throw failed(name, server, 'its answer is not JSON')
  }
  const { Username: username, Secret: secret } = answer ?? {}
  if (typeof username !== 'string' || typeof secret !== 'string') throw failed(name, server, 'its answer has no Username and Secret')
  if (username === TOKEN) return { identitytoken: secret, serveraddress: server }
  return { username, password: secret, serveraddress: server }
}

interface Run { code: number | null, output: string, timedOut: boolean }

async function run ({ name, server, home, timeoutMs, clock, signal }: HelperCall): Promise<Run> {
  // A group of its own, so that what it started goes with it.
  const child = spawn(`docker-credential-${name}`, ['get'], {
    stdio: ['pipe', 'pipe', 'ignore'], detached: true, env: home === undefined ? process.env : { ...process.env, HOME: home }
  })
  const ended = new AbortController()
  let timedOut = false
  const kill = (): void => {
    try {
      process.kill(-(child.pid as number), 'SIGKILL')
    } catch {
      // Nothing is left of its group.
    }
    // What left the group may hold the other end for as long as it likes.
    child.stdout.destroy()
  }
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (output.length > MOST_OUTPUT) kill()
  })
  // It may have ended without reading what it is asked.
  child.stdin.on('error', () => {}).end(server)
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  signal?.addEventListener('abort', kill)
  const watching = clock.sleep(timeoutMs, ended.signal).then(() => { timedOut = true; kill() }, () => {})
  try {
    const code = await closed
    return { code, output, timedOut }
  } finally {
    signal?.removeEventListener('abort', kill)
    ended.abort()
    await watching
  }
}

function failed (name: string, server: string, why: string): Error {
  return new errors.CONTAINERIZER_ERR_PULL_FAILED(`Failed to get credentials for '${server}' from docker-credential-${name}: ${why}`)
}
