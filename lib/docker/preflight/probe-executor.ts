import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DockerEngine } from '../../../types/docker-engine.ts'
import { errors } from '../../errors.ts'
import { engineName } from '../docker-run.ts'
import { bind, EXECUTOR_PROGRAM, HOST_USER } from '../executor-body.ts'
import type { ExecutorForm } from '../executor-body.ts'
import { AGENT_LABEL, CONTAINER_LABEL, WORK_DIR_LABEL } from '../ownership-labels.ts'
import type { Owner } from '../ownership-labels.ts'

export interface ProbeRequest extends Owner, Pick<ExecutorForm, 'image' | 'socketPath' | 'flags'> {
  workDir: string
}

/** What the exit codes of the program mean when it is asked to look, beside 0. */
export const PROBE = { NO_FILE: 3, NO_ENGINE: 4, NO_DU: 5 } as const

const SAME_PATHS = 'An agent in a container needs work_dir and docker_socket at the paths that they have on the host'

/**
 * Starts a container as executors are started and has it look for a file of ours: paths that an agent in a container gives to the engine are the
 * host's, and nothing else tells whether they mean the same there. Rejects with CONTAINERIZER_ERR_OPTION_INVALID. Nothing is left; what a
 * crash would leave, the next recovery finds by its labels.
 */
export async function probeExecutor (engine: DockerEngine, { image, socketPath, flags, workDir, agentId, workDirId }: ProbeRequest): Promise<void> {
  const key = `probe-${randomUUID()}`
  const name = engineName(agentId, key)
  const file = join(workDir, `.${key}`)
  const refused = (text: string, cause?: unknown): Error => new errors.CONTAINERIZER_ERR_OPTION_INVALID(`docker_mesos_image '${image}': ${text}`, { cause })
  try {
    await writeFile(file, '')
    await engine.create(name, {
      Image: image,
      Entrypoint: [EXECUTOR_PROGRAM],
      // All that executors are given: a program that does not know it is not of this package.
      Cmd: [...flags, `--probe=${file}`, `--container=${key}`, '--sandbox_directory=/'],
      User: '0',
      Labels: { [AGENT_LABEL]: agentId, [WORK_DIR_LABEL]: workDirId, [CONTAINER_LABEL]: key },
      HostConfig: { NetworkMode: 'none', ...HOST_USER, LogConfig: { Type: 'none', Config: {} }, Mounts: [bind(socketPath, true), bind(workDir, true)] }
    })
    const pending = await engine.wait(name, 'next-exit')
    await engine.start(name).catch((error: unknown) => {
      pending.abandon()
      throw error
    })
    const { exitCode } = await pending.exit
    if (exitCode === PROBE.NO_FILE) throw refused(`'${workDir}' of the host is not the work_dir of this agent. ${SAME_PATHS}`)
    if (exitCode === PROBE.NO_ENGINE) throw refused(`an executor reaches no engine at '${socketPath}'. ${SAME_PATHS}`)
    if (exitCode === PROBE.NO_DU) throw refused('its du cannot measure sandboxes, for which enforceDiskQuota (enforce_container_disk_quota) needs that of GNU')
    if (exitCode !== 0) throw refused(`${EXECUTOR_PROGRAM} of this package is not in the image, or does not work: it exited with status ${exitCode}`)
  } catch (cause) {
    if (cause instanceof errors.CONTAINERIZER_ERR_OPTION_INVALID) throw cause
    throw refused(`an executor cannot be started: ${(cause as Error).message}. ${SAME_PATHS}`, cause)
  } finally {
    await Promise.allSettled([engine.remove(name, { force: true }), rm(file, { force: true })])
  }
}
