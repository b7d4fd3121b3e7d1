import { spawn } from 'node:child_process'
import type { HadoopClient } from './find-hadoop.ts'
import type { Owner } from './owner.ts'

/** The end of what it says is where its reason stands: it warns a lot before. */
const LAST_WORDS = 1000

/** Runs the client as the owner where given, and gives its output. Rejects with its last words, an abort ends its whole process group. */
export function runHadoop ({ program, env }: HadoopClient, args: string[], owner?: Owner, signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const child = spawn(program, args, { ...owner, env, cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { out: '', err: '' }
    const stop = (): void => {
      try {
        process.kill(-(child.pid as number), 'SIGKILL')
      } catch {
        // Nothing is left of its group.
      }
      // What left the group may hold the other ends for as long as it likes.
      child.stdout.destroy()
      child.stderr.destroy()
    }
    child.stdout.setEncoding('utf8').on('data', (text: string) => { said.out = (said.out + text).slice(-LAST_WORDS) })
    child.stderr.setEncoding('utf8').on('data', (text: string) => { said.err = (said.err + text).slice(-LAST_WORDS) })
    child.once('spawn', () => signal?.addEventListener('abort', stop))
    child.once('error', reject)
    child.once('close', (code, killedBy) => {
      signal?.removeEventListener('abort', stop)
      if (signal?.aborted === true) reject(signal.reason)
      else if (code === 0) resolve(said.out)
      else reject(new Error(`hadoop ${args[1]} ended with ${code ?? killedBy}: ${said.err.trim().split('\n').at(-1)}`))
    })
  })
}
