import t from 'tap'
import { ExitHints } from '../../../lib/docker/watch/exit-hints.ts'
import { sweepExits } from '../../../lib/docker/watch/sweep-exits.ts'
import { MetricsBook } from '../../../lib/util/metrics-book.ts'
import { FakeClock } from '../../agent/scheduler/fakes.ts'
import type { ContainerSummary } from '../../../types/docker-engine.ts'

const never = new AbortController().signal

function swept () {
  const hinted: string[] = []
  const hints = new ExitHints({ clock: new FakeClock(), metrics: new MetricsBook() })
  hints.hint = (id, source) => { hinted.push(`${id} ${source}`) }
  const arm = (id: string): unknown => hints.heed(id, { exit: new Promise(() => {}), abandon () {} })
  return { hints, hinted, arm }
}

const list = (containers: Record<string, string>, during = (): void => {}) => ({
  asked: [] as unknown[],
  async list (filter: unknown) {
    this.asked.push(filter)
    during()
    return Object.entries(containers).map(([id, state]) => ({ id, state }) as ContainerSummary)
  }
})

t.test('whoever is waited for and does not run, or is not there, is hinted at', async (t) => {
  const { hints, hinted, arm } = swept()
  for (const id of ['runs', 'paused', 'created', 'exited', 'dead', 'removing', 'gone']) arm(id)
  const engine = list({ runs: 'running', paused: 'paused', created: 'created', exited: 'exited', dead: 'dead', removing: 'removing', other: 'exited' })
  await sweepExits(engine, hints, ['a=b'], never)
  t.strictSame(hinted, ['exited sweep', 'dead sweep', 'removing sweep', 'gone sweep'])
  t.strictSame(engine.asked, [{ labels: ['a=b'] }])
})

t.test('what is waited for since the list was asked for is too young for it', async (t) => {
  const { hints, hinted, arm } = swept()
  arm('old')
  await sweepExits(list({ old: 'running' }, () => arm('young')), hints, [], never)
  t.strictSame(hinted, [])
})

t.test('without anybody to wait for the engine is left alone', async (t) => {
  const engine = list({})
  await sweepExits(engine, swept().hints, [], never)
  t.strictSame(engine.asked, [])
})
