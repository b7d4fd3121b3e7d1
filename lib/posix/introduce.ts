import { once } from 'node:events'
import type { ChildProcess } from 'node:child_process'
import type { Duplex, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import { readProcess, type ProcessIdentity } from '../util/read-process.ts'

export interface StartedProcess {
  keeper: ProcessIdentity
  leader: ProcessIdentity
  /** Hands over what the leader is to become; before, it does nothing. */
  go (script: string): Promise<void>
  /** Closes the gate, which else would keep the agent from ending. Without `go` before, the leader ends. */
  close (): void
}

/**
 * Learns who the keeper and its leader are: the keeper says the leader's number on stdout, and descriptor 5 is the
 * gate. Rejects when one of them is gone already; the other then ends too.
 */
export async function introduce (child: ChildProcess): Promise<StartedProcess> {
  await once(child, 'spawn')
  // Only detaching makes it outlive us; the gate and the pipe still hold this process while the launch goes on.
  child.unref()
  const gate = (child.stdio as unknown[])[5] as Duplex
  const leader = readProcess(Number(await text(child.stdout as Readable)))
  const keeper = readProcess(child.pid as number)
  if (leader === null || keeper === null) {
    gate.destroy()
    child.kill('SIGKILL')
    throw new Error('the keeper of the process ended')
  }
  return {
    keeper: { pid: keeper.pid, startTime: keeper.startTime },
    leader: { pid: leader.pid, startTime: leader.startTime },
    go: async (script) => {
      gate.end(script)
      await finished(gate, { readable: false })
    },
    close: () => { gate.destroy() }
  }
}
