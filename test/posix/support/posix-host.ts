import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../lib/util/system-clock.ts'
import { MesosContainerizer } from '../../../lib/posix/mesos-containerizer.ts'
import type { PosixParts } from '../../../lib/posix/posix-parts.ts'
import type { PosixRun } from '../../../lib/posix/posix-run.ts'
import type { CheckpointStore } from '../../../types/checkpoint.ts'
import type { ContainerConfig } from '../../../types/container-config.ts'
import type { CommandInfo, ContainerID, TaskStatus } from '../../../types/mesos-v1.ts'

export type MemoryStore = CheckpointStore<PosixRun> & { records: Map<string, PosixRun> }

/** Records that outlive one containerizer, as files do. */
export function memoryStore (): MemoryStore {
  const records = new Map<string, PosixRun>()
  return {
    records,
    write: async (key, value) => { records.set(key, structuredClone(value)) },
    read: async (key) => records.get(key),
    remove: async (key) => { records.delete(key) },
    list: async () => ({ records: [...records].map(([key, value]) => ({ key, value: structuredClone(value) })), broken: [] })
  }
}

export interface Said { level: string, fields: Record<string, unknown>, message: string }

export interface PosixHost {
  runs: MemoryStore
  log: Said[]
  /** Makes another containerizer on the same records, as a restarted agent would. */
  agent (parts?: Partial<PosixParts>): Promise<{ containerizer: MesosContainerizer, statuses: TaskStatus[] }>
  config (id: string, command: CommandInfo, more?: Partial<ContainerConfig>): ContainerConfig
  output (id: string, name?: string): Promise<string>
  write (id: string, name: string, text: string): Promise<void>
}

interface Test { teardown (action: () => Promise<void>): void }

/** A temporary work directory with real processes; whatever is left at the end is destroyed. */
export async function posixHost (t: Test): Promise<PosixHost> {
  const root = await mkdtemp(join(tmpdir(), 'posix-'))
  const runs = memoryStore()
  const log: Said[] = []
  const say = (level: string) => (fields: object, message: string): void => { log.push({ level, fields: { ...fields }, message }) }
  const parts: PosixParts = {
    runs,
    fetcher: { validate: () => {}, fetch: async () => {} },
    createSandbox: async (directory) => { await mkdir(directory, { recursive: true }) },
    resolveUser: async () => ({ uid: 65534, gid: 65534 }),
    clock: systemClock,
    log: { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }
  }
  let latest: MesosContainerizer | null = null
  const agent: PosixHost['agent'] = async (changed = {}) => {
    await latest?.close()
    const containerizer = new MesosContainerizer({ ...parts, ...changed })
    latest = containerizer
    const statuses: TaskStatus[] = []
    containerizer.onTaskStatus((_id, status) => { statuses.push(status) })
    return { containerizer, statuses }
  }
  t.teardown(async () => {
    const { containerizer } = await agent()
    await containerizer.recover(null)
    for (const id of containerizer.containers()) await containerizer.destroy(id)
    await containerizer.close()
    await rm(root, { recursive: true })
  })
  return {
    runs,
    log,
    agent,
    config: (id, commandInfo, more = {}) => ({
      directory: join(root, id), commandInfo, taskInfo: { name: id, taskId: { value: id }, agentId: { value: 'a' } }, ...more
    }),
    write: (id, name, text) => writeFile(join(root, id, name), text),
    output: (id, name = 'stdout') => readFile(join(root, id, name), 'utf8')
  }
}

export const id = (value: string): ContainerID => ({ value })

/** Resolves when the condition holds; what is awaited always comes, or the test times out. */
export async function until<T> (probe: () => T | Promise<T>): Promise<NonNullable<T>> {
  while (true) {
    const value = await Promise.resolve().then(probe).catch(() => null)
    if (value) return value
    await systemClock.sleep(5)
  }
}
