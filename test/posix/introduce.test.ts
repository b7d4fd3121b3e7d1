import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import t, { type Test } from 'tap'
import { introduce } from '../../lib/posix/introduce.ts'
import { send } from '../../lib/posix/kill-tree.ts'

/** A keeper of the test's own; descriptor 5 is the gate. It is let go of by what is tested, so who awaits its end takes hold again. */
function keeper (t: Test, script: string): { child: ChildProcess, end: () => Promise<unknown[]> } {
  const child = spawn('/bin/sh', ['-c', script], {
    detached: true, stdio: ['ignore', 'pipe', 'ignore', 'ignore', 'pipe', 'pipe']
  })
  const exit = once(child, 'exit')
  const end = (): Promise<unknown[]> => {
    child.ref()
    return exit
  }
  t.teardown(async () => {
    send(child.pid as number, 9)
    await end()
    for (const stream of child.stdio) stream?.destroy()
  })
  return { child, end }
}

t.test('the keeper names the leader, which gets what it is to become through the gate', async (t) => {
  const { child, end } = keeper(t, 'echo $$; exec >&-; read script <&5; exit "$script"')
  const { keeper: { pid }, leader, go, close } = await introduce(child)
  t.equal(pid, child.pid)
  t.match(leader, { pid, startTime: Number })
  await go('7\n')
  close()
  t.same(await end(), [7, null])
})

t.test('a gate that is closed before is the end of the input', async (t) => {
  const { child, end } = keeper(t, 'echo $$; exec >&-; read script <&5 || exit 125')
  const { close } = await introduce(child)
  close()
  t.same(await end(), [125, null])
})

t.test('a keeper that names nobody is ended', async (t) => {
  const { child, end } = keeper(t, 'echo 0; exec >&-; exec sleep 1000')
  await t.rejects(introduce(child), { message: 'the keeper of the process ended' })
  t.same(await end(), [null, 'SIGKILL'])
})

t.test('a keeper that has ended is not taken for one', async (t) => {
  // What holds the keeper's stdout beyond its end lets go when the test has seen that end.
  const { child, end } = keeper(t, `echo ${process.pid}; { read go <&4; } & exit 3`)
  const introduced = introduce(child)
  const [, , , , hold, gate] = child.stdio as unknown as Duplex[]
  t.same(await end(), [3, null])
  hold?.end('go\n')
  await t.rejects(introduced, { message: 'the keeper of the process ended' })
  t.equal(gate?.destroyed, true)
})
