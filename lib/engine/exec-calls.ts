import type { DockerEngine } from '../../types/docker-engine.ts'
import { openAttachment } from './attach-output.ts'
import type { Transport } from './transport.ts'
import { orWhen, unaryJson } from './unary.ts'

interface ExecAnswer { Running: boolean, ExitCode: number | null, Pid: number }

/** The verbs on commands that run beside a container's own. */
export function execCalls (transport: Transport): Pick<DockerEngine, 'execCreate' | 'execStart' | 'execInspect'> {
  return {
    async execCreate (id, { cmd, env, user }, options) {
      const body = {
        AttachStdout: true,
        AttachStderr: true,
        Cmd: cmd,
        ...(env === undefined ? {} : { Env: env }),
        ...(user === undefined ? {} : { User: user })
      }
      const { Id: execId } = await unaryJson<{ Id: string }>(transport, { method: 'POST', path: `/containers/${encodeURIComponent(id)}/exec`, body }, options)
      return execId
    },

    execStart: (execId, sink, options = {}) => openAttachment(
      transport, { method: 'POST', path: `/exec/${execId}/start`, body: { Detach: false, Tty: false }, hijack: true }, sink, options),

    async execInspect (execId, options) {
      const answer = await orWhen(unaryJson<ExecAnswer>(transport, { method: 'GET', path: `/exec/${execId}/json` }, options), [404], null)
      return answer && { running: answer.Running, exitCode: answer.ExitCode, pid: answer.Pid }
    }
  }
}
