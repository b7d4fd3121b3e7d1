import { execFileSync } from 'node:child_process'
import { existsSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { SandboxGc } from '../../../lib/agent/gc/sandbox-gc.ts'
import { deferred } from '../../../lib/util/deferred.ts'
import { MetricsBook } from '../../../lib/util/metrics-book.ts'
import { capturedLog } from '../../fixtures/docker-faults.ts'
import { FakeClock } from '../scheduler/fakes.ts'

const RUNS = 'slaves/s/frameworks/f/executors/e/runs'

/** Sandboxes of ended containers that last changed so many milliseconds ago, and a disk of which so much is used. */
function stage (t: Test, ages: Record<string, number>, { usage = 0, used = [] as string[], begin = Promise.resolve() } = {}) {
  const clock = new FakeClock()
  const workDir = t.testdir({ slaves: { s: { frameworks: { f: { executors: { e: { runs: Object.fromEntries(Object.keys(ages).map((name) => [name, {}])) } } } } } } })
  const path = (name: string) => join(workDir, RUNS, name)
  for (const [name, age] of Object.entries(ages)) utimesSync(path(name), (clock.now() - age) / 1000, (clock.now() - age) / 1000)
  const containers = new Set(used)
  const disk = { usage: async () => usage }
  const log = capturedLog()
  const metrics = new MetricsBook()
  const gc = new SandboxGc({ workDir, begin, delayMs: 10_000, headroom: 0.1, intervalMs: 1000, inUse: () => containers, usage: () => disk.usage(), clock, log, metrics })
  return { clock, gc, path, containers, disk, log, metrics, left: () => Object.keys(ages).filter((name) => existsSync(path(name))) }
}

/** Files are really looked at: their answers are awaited turn by turn. */
const until = async (probe: () => boolean) => { while (!probe()) await new Promise((resolve) => { setImmediate(resolve) }) }

t.test('what is older than allowed goes, by the fullness of the disk', async t => {
  const { clock, gc, left, metrics } = stage(t, { old: 9000, young: 4000 }, { usage: 0.2 })
  await clock.advance(1000)
  await until(() => left().length === 1)
  await gc.close()
  t.strictSame(left(), ['young'])
  t.match(metrics.snapshot(), { 'gc/path_removals_succeeded': 1, 'gc/path_removals_failed': 0, 'gc/path_removals_pending': 1, 'slave/executor_directory_max_allowed_age_secs': 7 })
})

t.test('what is used stays however old, and has its time from its end on', async t => {
  const { clock, gc, left, containers, path } = stage(t, { silent: 1e6, other: 1e6 }, { used: ['silent'] })
  await clock.advance(1000)
  await until(() => left().length === 1)
  t.strictSame(left(), ['silent'])
  await until(() => clock.sleeping === 1)
  containers.clear()
  await clock.advance(1000)
  await until(() => clock.sleeping === 1)
  t.strictSame(left(), ['silent'])
  t.ok(existsSync(path('silent')))
  for (let second = 0; second < 9; second++) {
    await clock.advance(1000)
    await until(() => clock.sleeping === 1)
  }
  t.strictSame(left(), [])
  await gc.close()
})

t.test('a sandbox with a mount in it is left alone, and said to be', async t => {
  const { clock, gc, left, path, log, metrics } = stage(t, { mounted: 1e6 })
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', path('mounted')])
  try {
    utimesSync(path('mounted'), 1, 1)
    await clock.advance(1000)
    await until(() => log.lines.length > 0)
    await gc.close()
  } finally {
    execFileSync('umount', [path('mounted')])
  }
  t.strictSame(left(), ['mounted'])
  t.strictSame(log.lines, ['warn a sandbox could not be collected'])
  t.match(metrics.snapshot(), { 'gc/path_removals_failed': 1 })
})

t.test('a failure is logged, and it looks again; a close ends it', async t => {
  const { clock, gc, disk, log, left } = stage(t, { old: 1e6 })
  disk.usage = async () => { throw new Error('no disk') }
  await clock.advance(1000)
  await until(() => clock.sleeping === 1)
  t.strictSame(log.lines, ['warn sandboxes could not be collected, it is tried again'])
  disk.usage = async () => {
    gc.close()
    return 0
  }
  await clock.advance(1000)
  await gc.close()
  t.strictSame(left(), ['old'])
  t.equal(clock.sleeping, 0)
})

t.test('before it is known what is in use nothing is looked at', async t => {
  const recovery = deferred<void>()
  const { clock, gc, left } = stage(t, { old: 1e6 }, { begin: recovery.promise })
  await clock.advance(5000)
  t.equal(clock.sleeping, 0)
  recovery.reject(new Error('it failed'))
  await gc.close()
  t.strictSame(left(), ['old'])
  await stage(t, {}, { begin: new Promise(() => {}) }).gc.close()
})
