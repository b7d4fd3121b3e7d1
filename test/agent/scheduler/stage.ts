import { LocalMaster } from '../../../lib/agent/scheduler/local-master.ts'
import type { LocalMasterOptions } from '../../../lib/agent/scheduler/local-master.ts'
import type { FrameworkInfo, OfferOperation, SchedulerCall, TaskInfo } from '../../../types/mesos-v1.ts'
import type { FrameworkRecord, TaskRecord } from '../../../types/scheduler.ts'
import { FakeClock, FakeRunner, frameworkInfo, MemoryConnection, MemoryLog, MemoryStore, settled } from './fakes.ts'

/** Everything a local master needs, in memory; `start` makes one more master over the same stores and runner. */
export function stage (more: Partial<LocalMasterOptions> = {}) {
  const clock = new FakeClock()
  const runner = new FakeRunner()
  const frameworks = new MemoryStore<FrameworkRecord>()
  const tasks = new MemoryStore<TaskRecord>()
  const log = new MemoryLog()
  const start = async () => {
    const master = new LocalMaster({ runner, frameworks, tasks, clock, log, masterInfo: () => ({ ip: 16777343, port: 5051 }), ...more })
    await master.load()
    master.settle()
    return master
  }
  return { clock, runner, frameworks, tasks, log, start }
}

export async function join (master: LocalMaster, info: FrameworkInfo = frameworkInfo(), suppressed: string[] = []) {
  const connection = new MemoryConnection()
  master.subscribe(info, connection, suppressed)
  await settled()
  return connection
}

/** Makes the call and lets everything it causes happen. */
export async function call (master: LocalMaster, connection: MemoryConnection, body: SchedulerCall) {
  const refused = master.call(connection.id, body)
  await settled()
  return refused
}

export function operate (master: LocalMaster, connection: MemoryConnection, offerIds: string[], ...operations: OfferOperation[]) {
  return call(master, connection, { type: 'ACCEPT', accept: { offerIds: offerIds.map(value => ({ value })), operations, filters: { refuseSeconds: 0 } } })
}

/** Launches from the newest offer. */
export function launch (master: LocalMaster, connection: MemoryConnection, ...taskInfos: TaskInfo[]) {
  return operate(master, connection, [connection.lastOffer.id.value], { type: 'LAUNCH', launch: { taskInfos } })
}
