import type { Clock } from '../../types/clock.ts'
import { send } from './kill-tree.ts'
import { livingProcess, type ProcessIdentity } from '../util/read-process.ts'

const PAUSE_MS = 2

/** Ends the keeper, and with it what is left of the leader, once its status is on disk. Resolves when it is gone. */
export async function releaseKeeper (keeper: ProcessIdentity, clock: Clock): Promise<void> {
  while (livingProcess(keeper) !== null) {
    send(keeper.pid, 9)
    await clock.sleep(PAUSE_MS)
  }
}
