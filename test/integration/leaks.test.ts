import t from 'tap'
import type { Test } from 'tap'
import { readdirSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { AGENT_LABEL } from '../../lib/docker/ownership-labels.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { dockerContainerizer, newId, shell, taskConfig } from '../fixtures/docker-parts.ts'

t.setTimeout(1_800_000)

type Host = Awaited<ReturnType<typeof dockerContainerizer>>

async function launch ({ containerizer, parts }: Host): Promise<void> {
  const id = newId()
  const config = taskConfig(parts.directory, shell('echo out; echo err >&2'))
  await containerizer.launch(id, config)
  const termination = await containerizer.wait(id)
  if (termination?.status !== 0) throw new Error(`The task did not finish: ${JSON.stringify(termination)}`)
  await rm(config.directory, { recursive: true })
}

/** What the process holds, by kind: open files, and whatever the event loop waits for. */
function held (): Map<string, number> {
  const counts = new Map([['open files', readdirSync('/proc/self/fd').length]])
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

const moreThan = (before: Map<string, number>): string[] =>
  [...held()].filter(([kind, count]) => count > (before.get(kind) ?? 0)).map(([kind]) => kind)

async function leavesNothing (t: Test, run: (host: Host) => Promise<void>): Promise<void> {
  const before = held()
  const host = await dockerContainerizer(t)
  const { containerizer, parts, statuses } = host
  await run(host)
  t.strictSame(containerizer.containers(), [])
  t.strictSame(await parts.engine.list({ labels: [`${AGENT_LABEL}=${parts.agentId}`] }), [], 'no container')
  t.strictSame(await parts.runs.list(), { records: [], broken: [] }, 'no record')
  t.strictSame(await readdir(parts.directory), [], 'no file beside the sandboxes')
  t.equal(statuses.filter(({ state }) => state === 'TASK_FINISHED').length, statuses.length / 3)
  await containerizer.close()
  await parts.engine.close()
  // Sockets are let go of some time after their close, when the other side has heard of it.
  for (let look = 0; look < 1000 && moreThan(before).length > 0; look++) await systemClock.sleep(10)
  t.strictSame(moreThan(before), [], 'no socket, timer or file handle')
}

t.test('300 tasks in a row leave nothing behind', (t) => leavesNothing(t, async (host) => {
  for (let task = 0; task < 300; task++) await launch(host)
}))

t.test('100 tasks in flight leave nothing behind', (t) => leavesNothing(t, async (host) => {
  await Promise.all(Array.from({ length: 100 }, () => launch(host)))
}))
