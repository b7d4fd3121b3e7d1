import { isDeepStrictEqual } from 'node:util'
import pLimit from 'p-limit'
import type { CheckMarks, CheckPlace, ChecksFactory, ChecksOptions, TaskChecks } from '../../../types/checks.ts'
import type { Clock } from '../../../types/clock.ts'
import type { Log } from '../../../types/log.ts'
import { checkLoop } from './check-loop.ts'
import { checkStatus, isHealthy, planCheck, planHealthCheck } from './check-plan.ts'
import type { CheckPlan, Finding, Probe } from './check-plan.ts'
import { HealthJudge } from './health-judge.ts'
import { httpProbe } from './http-probe.ts'
import { TaskNetwork } from './task-network.ts'
import { tcpProbe } from './tcp-probe.ts'

export interface CheckTools {
  clock: Clock
  log: Log
  /** From 0 to below 1: spreads checks that begin at one time. */
  random: () => number
}

/** So many commands of checks run at a time, whatever the number of tasks; those that may take for ever are not counted, they would keep the others out. */
const COMMANDS_AT_ONCE = 16
const MOST_JITTER_MS = 1000

/** The checks of tasks; commands are bounded over all of them, HTTP and TCP cost a socket each. */
export function taskChecks (tools: CheckTools): ChecksFactory {
  const limit = pLimit(COMMANDS_AT_ONCE)
  return (options) => new Checks(tools, options, limit)
}

class Checks implements TaskChecks {
  readonly marks: CheckMarks = {}
  readonly #tools: CheckTools
  readonly #options: ChecksOptions
  readonly #limit: ReturnType<typeof pLimit>
  readonly #over = new AbortController()
  #network: TaskNetwork | undefined
  #unhealthy = false

  constructor (tools: CheckTools, options: ChecksOptions, limit: ReturnType<typeof pLimit>) {
    this.#tools = tools
    this.#options = options
    this.#limit = limit
    const { check } = options.task
    if (check !== undefined) this.marks.checkStatus = checkStatus(planCheck(check), undefined)
  }

  get unhealthy (): boolean { return this.#unhealthy }

  start (place: CheckPlace): void {
    const { healthCheck, check } = this.#options.task
    if ((healthCheck === undefined && check === undefined) || this.#over.signal.aborted) return
    const health = healthCheck && planHealthCheck(healthCheck)
    const plan = check && planCheck(check)
    this.#network = new TaskNetwork(place)
    if (health !== undefined) {
      const { gracePeriodSeconds = 10, consecutiveFailures = 3 } = healthCheck!
      const judge = new HealthJudge({ gracePeriodMs: gracePeriodSeconds * 1000, consecutiveFailures, since: this.#tools.clock.now() })
      this.#loop(place, health, finding => this.#judge(judge, finding))
    }
    if (plan !== undefined) this.#loop(place, plan, finding => this.#compare(plan, finding))
  }

  stop (): void {
    this.#over.abort()
    this.#network?.close()
  }

  #judge (judge: HealthJudge, finding: Finding): void {
    const { healthy, kill } = judge.judge(isHealthy(finding), this.#tools.clock.now())
    if (healthy === undefined) return
    this.marks.healthy = healthy
    this.#options.changed('REASON_TASK_HEALTH_CHECK_STATUS_UPDATED')
    if (!kill) return
    this.#unhealthy = true
    this.#options.failed()
  }

  #compare (plan: CheckPlan, finding: Finding): void {
    const status = checkStatus(plan, finding)
    if (isDeepStrictEqual(status, this.marks.checkStatus)) return
    this.marks.checkStatus = status
    this.#options.changed('REASON_TASK_CHECK_STATUS_UPDATED')
  }

  #loop (place: CheckPlace, plan: CheckPlan, take: (finding: Finding) => void): void {
    const { clock, random } = this.#tools
    const { signal } = this.#over
    const jitterMs = plan.probe.kind === 'COMMAND' ? random() * Math.min(plan.intervalMs, MOST_JITTER_MS) : 0
    const probe = (signal: AbortSignal): Promise<Finding> => this.#probe(plan.probe, place, signal)
    const bounded = plan.probe.kind === 'COMMAND' && plan.timeoutMs !== Infinity
    const inTurn = (run: () => Promise<Finding>): Promise<Finding> => bounded ? this.#limit(run) : run()
    checkLoop({ plan, clock, probe, inTurn, take, jitterMs, complain: err => this.#complain(err) }, signal).catch(() => {})
  }

  async #probe (probe: Probe, place: CheckPlace, signal: AbortSignal): Promise<Finding> {
    switch (probe.kind) {
      case 'COMMAND': return { exitCode: await place.exec(probe.command, signal) }
      case 'HTTP': return { statusCode: await httpProbe(probe.target, this.#network!.open(), signal) }
      case 'TCP': return { succeeded: await tcpProbe(probe.target, this.#network!.open(), signal) }
    }
  }

  #complain (err: unknown): void {
    this.#tools.log.warn({ err, task: this.#options.task.taskId.value }, 'a check could not be made')
  }
}
