export interface HealthRules {
  /** Failures are passed over for so long after `since`, as long as the task has never been healthy. */
  gracePeriodMs: number
  /** So many failures in a row end the task. */
  consecutiveFailures: number
  /** When checking began. */
  since: number
}

export interface Verdict {
  /** To be told: every failure, and a success after failures or the first. */
  healthy?: boolean
  /** The task is to be ended. */
  kill: boolean
}

/** What a task's health is after each of its checks. */
export class HealthJudge {
  readonly #rules: HealthRules
  #everHealthy = false
  #failures = 0

  constructor (rules: HealthRules) {
    this.#rules = rules
  }

  judge (success: boolean, now: number): Verdict {
    const { gracePeriodMs, consecutiveFailures, since } = this.#rules
    if (success) {
      const isNews = !this.#everHealthy || this.#failures > 0
      this.#everHealthy = true
      this.#failures = 0
      return isNews ? { healthy: true, kill: false } : { kill: false }
    }
    if (!this.#everHealthy && now - since <= gracePeriodMs) return { kill: false }
    this.#failures++
    return { healthy: false, kill: this.#failures >= consecutiveFailures }
  }
}
