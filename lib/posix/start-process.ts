import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Duplex, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import { errors } from '../errors.ts'
import type { ProcessIdentity } from './posix-run.ts'
import { readProcess } from './read-process.ts'
import { DEFAULT_PATH } from './task-environment.ts'

/**
 * The keeper: starts the leader, tells its number, and becomes a sleep that never waits for it. So the ended leader
 * stays as a zombie: its wait status is exact (a shell's `$?` cannot tell exit 137 from SIGKILL), can be read from
 * /proc by any later agent, and its number cannot be given to another process before we let the keeper go.
 * `env` undoes that a shell makes background commands ignore SIGINT and SIGQUIT.
 */
const KEEPER = `
  ( exec env --default-signal=INT,QUIT "$@" >&3 2>&4 3>&- 4>&- ) &
  echo $! && cd / && exec sleep 2147483647 >/dev/null 3>&- 4>&- 5>&-`

/** The leader until the gate opens. An agent that dies meanwhile closes the gate, and the command never runs. */
const GATE = 'script=$(cat <&5); set -- "$(command -v setsid)"; case $script in *"\n#go") eval "$script";; esac; exit 125'

export interface StartedProcess {
  keeper: ProcessIdentity
  leader: ProcessIdentity
  /** Hands over what the leader is to become; before, it does nothing. */
  go (script: string): Promise<void>
  /** Closes the gate, which else would keep the agent from ending. Without `go` before, the leader ends. */
  close (): void
}

export interface StartOptions {
  /** The sandbox, where `stdout` and `stderr` are appended to. */
  directory: string
  /** Whom to become, with all groups; unset: the agent's own user. */
  user?: { uid: number, gid: number }
}

/** Starts a process that outlives the agent and waits for `go`. Rejects with CONTAINERIZER_ERR_LAUNCH_FAILED, leaving nothing. */
export async function startProcess ({ directory, user }: StartOptions): Promise<StartedProcess> {
  const logs = []
  try {
    for (const name of ['stdout', 'stderr']) {
      // The sandbox is the task's: a link it planted there must not lead us, who may be root, elsewhere.
      const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW } = constants
      const file = await open(`${directory}/${name}`, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o644)
      logs.push(file)
      if (user !== undefined) await file.chown(user.uid, user.gid)
    }
    const become = user === undefined ? [] : ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups', '--']
    const child = spawn('/bin/sh', ['-c', KEEPER, 'keeper', ...become, '/bin/sh', '-c', GATE], {
      cwd: directory, env: { PATH: DEFAULT_PATH }, detached: true, stdio: ['ignore', 'pipe', 'ignore', ...logs.map(({ fd }) => fd), 'pipe']
    })
    return await introduce(child)
  } catch (cause) {
    throw new errors.CONTAINERIZER_ERR_LAUNCH_FAILED(`Failed to start a process in '${directory}': ${(cause as Error).message}`, { cause })
  } finally {
    for (const file of logs) await file.close()
  }
}

async function introduce (child: ChildProcess): Promise<StartedProcess> {
  await once(child, 'spawn')
  // Only detaching makes it outlive us; the gate and the pipe still hold this process while the launch goes on.
  child.unref()
  const gate = (child.stdio as unknown[])[5] as Duplex
  const leader = readProcess(Number(await text(child.stdout as Readable)))
  const keeper = readProcess(child.pid as number)
  if (leader === null || keeper === null) {
    gate.destroy()
    child.kill('SIGKILL')
    throw new Error('the keeper of the process ended')
  }
  return {
    keeper: { pid: keeper.pid, startTime: keeper.startTime },
    leader: { pid: leader.pid, startTime: leader.startTime },
    go: async (script) => {
      gate.end(script)
      await finished(gate, { readable: false })
    },
    close: () => { gate.destroy() }
  }
}
