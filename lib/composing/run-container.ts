import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { CommandTaskCapable, Containerizer, ExecCapable, SignalCapable } from '../../types/containerizer.ts'
import type { ContainerID, TaskStatus } from '../../types/mesos-v1.ts'
import type { ContainerEnd, RunningContainer, RunRequest } from '../../types/running-container.ts'
import { errors } from '../errors.ts'
import { containerKey } from '../util/container-key.ts'
import { Feed } from '../util/feed.ts'
import { containerHandle } from './container-handle.ts'
import { endOf } from './end-of.ts'
import { readRunRequest } from './read-run-request.ts'
import { runConfig } from './run-config.ts'

export type RunChain = Containerizer & CommandTaskCapable & SignalCapable & ExecCapable

/** Launches what a host asks for, and gives it into its hand. `sandboxes`: where its directory is when it names none. */
export async function runContainer (chain: RunChain, asked: RunRequest, sandboxes: string | undefined): Promise<RunningContainer> {
  const request = readRunRequest(asked)
  const id = { value: request.id ?? randomUUID() }
  const directory = directoryOf(id, request, sandboxes)
  const feed = new Feed<TaskStatus>(({ state }) => state)
  const deafen = chain.onTaskStatus((of, status) => { if (containerKey(of) === id.value) feed.push(status) })
  try {
    await launch(chain, id, directory, request)
  } catch (error) {
    deafen()
    throw error
  }
  const end: Promise<ContainerEnd> = chain.wait(id).then(termination => endOf(termination, feed.last))
  end.then(() => feed.end(), (error: unknown) => feed.end({ error })).finally(deafen)
  return containerHandle(chain, { id, directory, feed, end })
}

function directoryOf ({ value }: ContainerID, { directory }: RunRequest, sandboxes: string | undefined): string {
  if (directory !== undefined) return directory
  if (sandboxes === undefined) throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID('run: directory is required, no containerizer of this host has a work directory')
  // As a name it must not lead elsewhere.
  if (/^\.\.?$|[/\0]/.test(value)) throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`run: id must be fit for the name of a directory, not ${JSON.stringify(value)}`)
  return join(sandboxes, value)
}

/** What failed is forgotten at once: nobody will ask how it ended. */
async function launch (chain: RunChain, id: ContainerID, directory: string, request: RunRequest): Promise<void> {
  const { signal } = request
  const result = await chain.launch(id, runConfig(id.value, directory, request), { taskKillingState: true, ...(signal && { signal }) })
    .catch(async (error: unknown) => {
      await chain.destroy(id)
      throw error
    })
  if (result === 'ALREADY_LAUNCHED') throw new errors.CONTAINERIZER_ERR_LAUNCH_FAILED(`Container ${id.value} was not launched: there is one of this id`)
  if (result === 'NOT_SUPPORTED') throw new errors.CONTAINERIZER_ERR_LAUNCH_FAILED(`Container ${id.value} was not launched: no containerizer takes it`)
}
