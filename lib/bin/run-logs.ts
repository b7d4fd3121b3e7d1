import process from 'node:process'
import { logs } from '../execute/logs.ts'
import { patientWriter } from '../execute/patient-writer.ts'
import { systemClock } from '../util/system-clock.ts'
import type { Invocation } from './run-agent.ts'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** The program `mesos-agent logs`: resolves with the exit code; a signal ends `--follow`. */
export async function runLogs ({ argv, stdout, stderr }: Omit<Invocation, 'env'>): Promise<number> {
  const interruption = new AbortController()
  const interrupt = () => interruption.abort()
  for (const name of SIGNALS) process.once(name, interrupt)
  const code = await logs({ argv, write: patientWriter({ stdout, stderr }), clock: systemClock, signal: interruption.signal })
  for (const name of SIGNALS) process.off(name, interrupt)
  return code
}
