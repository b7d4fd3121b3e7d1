import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { errors } from '../errors.ts'
import { introduce, type StartedProcess } from './introduce.ts'
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

export interface StartOptions {
  /** The sandbox, where `stdout` and `stderr` are appended to. */
  directory: string
  /** Whom to become, with all groups; unset: the agent's own user. */
  user?: { uid: number, gid: number }
}

/** Starts a process that outlives the agent and waits for `go`. Rejects with CONTAINERIZER_ERR_LAUNCH_FAILED, leaving nothing. */
export async function startProcess (options: StartOptions): Promise<StartedProcess> {
  const logs: FileHandle[] = []
  return await begin(options, logs).catch((cause: Error) => {
    throw new errors.CONTAINERIZER_ERR_LAUNCH_FAILED(`Failed to start a process in '${options.directory}': ${cause.message}`, { cause })
  }).finally(() => Promise.all(logs.map((file) => file.close())))
}

async function begin ({ directory, user }: StartOptions, logs: FileHandle[]): Promise<StartedProcess> {
  for (const name of ['stdout', 'stderr']) {
    // The sandbox is the task's: a link it planted there must not lead us, who may be root, elsewhere.
    const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW } = constants
    const file = await open(`${directory}/${name}`, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o644)
    logs.push(file)
    if (user !== undefined) await file.chown(user.uid, user.gid)
  }
  const become = user === undefined ? [] : ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups', '--']
  return await introduce(spawn('/bin/sh', ['-c', KEEPER, 'keeper', ...become, '/bin/sh', '-c', GATE], {
    cwd: directory, env: { PATH: DEFAULT_PATH }, detached: true, stdio: ['ignore', 'pipe', 'ignore', ...logs.map(({ fd }) => fd), 'pipe']
  }))
}
