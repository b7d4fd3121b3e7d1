import type { CreateBody } from '../../types/docker-engine.ts'
import type { DockerRun } from './docker-run.ts'
import { taskContainerName } from './executed-run.ts'

/** What all executors of an agent have in common. */
export interface ExecutorForm {
  /** `docker_mesos_image`. */
  image: string
  socketPath: string
  /** Flags of `mesos-docker-executor` that are not one task's. */
  flags: readonly string[]
  labels: (run: DockerRun) => Record<string, string>
}

/** The program in the image, found on its PATH. */
export const EXECUTOR_PROGRAM = 'mesos-docker-executor'

/** Its flag `task_environment`, as a variable. */
export const TASK_ENVIRONMENT = 'MESOS_TASK_ENVIRONMENT'

/** On an engine that maps users (userns-remap) nothing else could share the host's network, or use the engine's socket. Others take it and do nothing. */
export const HOST_USER = { UsernsMode: 'host' } as const

/** An executor says little, and the agent reads it: the engine need not keep more. */
const log = { Type: 'local', Config: { 'max-size': '1000000', 'max-file': '2', compress: 'false' } }

/**
 * The container of an executor that runs a task in a container beside it: the sandbox where the agent has it, the engine's socket, the host's network to
 * reach the agent, its processes and the right to enter their networks for checks. Unlike Mesos, it is given no limits of its own: it is
 * part of the agent.
 */
export function executorBody (form: ExecutorForm, run: DockerRun, environment: Record<string, string>, taskEnvironment: Record<string, string>): CreateBody {
  const { directory } = run.config
  const labels = form.labels(run)
  // The command line of a process is there to read for every user of the host, its environment is not.
  const given = Object.keys(taskEnvironment).length === 0 ? {} : { [TASK_ENVIRONMENT]: JSON.stringify(taskEnvironment) }
  return {
    Image: form.image,
    Entrypoint: [EXECUTOR_PROGRAM],
    Cmd: [
      ...form.flags,
      `--container=${taskContainerName(run)}`,
      `--sandbox_directory=${directory}`,
      `--container_labels=${JSON.stringify(labels)}`
    ],
    Env: Object.entries({ ...environment, ...given }).map(([name, value]) => `${name}=${value}`),
    Labels: labels,
    // Checks need the namespaces of tasks, files those of the agent.
    User: '0',
    AttachStdout: true,
    AttachStderr: true,
    OpenStdin: false,
    HostConfig: {
      NetworkMode: 'host',
      PidMode: 'host',
      ...HOST_USER,
      CapAdd: ['SYS_ADMIN', 'SYS_PTRACE'],
      LogConfig: log,
      Mounts: [bind(form.socketPath, true), bind(directory, false)]
    }
  }
}

/** Unlike the short form, this makes no directory where there is none. */
export function bind (path: string, readOnly: boolean): Record<string, unknown> {
  return { Type: 'bind', Source: path, Target: path, ReadOnly: readOnly }
}
