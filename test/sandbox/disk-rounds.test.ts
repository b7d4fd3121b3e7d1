import t from 'tap'
import { DiskRounds } from '../../lib/sandbox/disk-rounds.ts'
import { deferred } from '../../lib/util/deferred.ts'
import type { Deferred } from '../../lib/util/deferred.ts'

/** Rounds that end when the test says so, and what was asked in each. */
function stage () {
  const rounds: Array<Deferred<Map<string, number>> & { directories: string[], signal: AbortSignal }> = []
  const disk = new DiskRounds((directories, signal) => {
    const round = { ...deferred<Map<string, number>>(), directories, signal }
    rounds.push(round)
    return round.promise
  })
  const ask = (directory: string, { signal = new AbortController().signal, alone = false } = {}) => {
    const answer = disk.ask(directory, { signal, alone })
    answer.catch(() => {})
    return answer
  }
  const asked = () => rounds.map(({ directories }) => directories.join())
  const answer = async (round: number) => {
    const { directories, resolve } = rounds[round]!
    resolve(new Map(directories.map((directory, at) => [directory, at + 1])))
    await turn()
  }
  return { rounds, ask, asked, answer }
}

const turn = () => new Promise((resolve) => { setImmediate(resolve) })

t.test('what is asked for at a time is measured in one go, in two rounds at a time', async (t) => {
  const { ask, asked, answer } = stage()
  const first = [ask('/a'), ask('/b')]
  await turn()
  ask('/c')
  await turn()
  const waiting = [ask('/d'), ask('/e')]
  await turn()
  t.strictSame(asked(), ['/a,/b', '/c'])
  await answer(0)
  t.strictSame(await Promise.all(first), [1, 2])
  t.strictSame(asked(), ['/a,/b', '/c', '/d,/e'])
  await answer(2)
  t.strictSame(await Promise.all(waiting), [1, 2])
})

t.test('directories within each other, and those that are to be alone, have rounds of their own', async (t) => {
  const { ask, asked, answer } = stage()
  for (const directory of ['/a', '/a/b', '/ab', '/a']) ask(directory)
  ask('/c', { alone: true })
  ask('/d')
  await turn()
  for (const round of [0, 1, 2, 3]) await answer(round)
  t.strictSame(asked(), ['/a,/ab,/d', '/a/b', '/a', '/c'])
})

t.test('names of two hundred at most go together', async (t) => {
  const { ask, rounds } = stage()
  for (let count = 0; count < 201; count++) ask(`/${count}`)
  await turn()
  t.strictSame(rounds.map(({ directories }) => directories.length), [200, 1])
})

t.test('one without a sum, and all of a round that fails, are not told', async (t) => {
  const { ask, rounds } = stage()
  const [a, b] = [ask('/a'), ask('/b')]
  await turn()
  rounds[0]!.resolve(new Map([['/b', 7]]))
  await t.rejects(a, { message: "the size of '/a' cannot be told" })
  t.equal(await b, 7)
  const c = ask('/c')
  await turn()
  rounds[1]!.reject(new Error('no du'))
  await t.rejects(c, { message: 'no du' })
})

t.test('a round is given up when nobody waits for it any more', async (t) => {
  const { ask, asked, rounds, answer } = stage()
  const [one, other] = [new AbortController(), new AbortController()]
  const a = ask('/a', one)
  ask('/b', other)
  await turn()
  ask('/x')
  await turn()
  const late = new AbortController()
  const never = ask('/c', late)
  one.abort(new Error('enough'))
  await t.rejects(a, { message: 'enough' })
  t.notOk(rounds[0]!.signal.aborted)
  other.abort()
  t.ok(rounds[0]!.signal.aborted)
  late.abort(new Error('late'))
  await t.rejects(never, { message: 'late' })
  await answer(1)
  t.strictSame(asked(), ['/a,/b', '/x'])
  await t.rejects(ask('/d', late), { message: 'late' })
})
