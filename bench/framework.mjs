import { Agent, request } from 'node:http'

/** A small v1 scheduler: keeps a number of tasks in flight and takes the time from ACCEPT to each status. */
export class Framework {
  #address
  #agent = new Agent({ keepAlive: true })
  #stream
  #streamId
  #frameworkId
  #offers = []
  #tasks = new Map()
  #wanted = []
  #task

  /** `task(id, agentId, command)` makes a TaskInfo. */
  constructor (address, task) {
    this.#address = address
    this.#task = task
  }

  async subscribe () {
    const response = await this.#post({
      type: 'SUBSCRIBE',
      subscribe: { framework_info: { user: 'root', name: 'bench', roles: ['*'], capabilities: [{ type: 'MULTI_ROLE' }] } }
    })
    this.#streamId = response.headers['mesos-stream-id']
    this.#stream = response
    let rest = Buffer.alloc(0)
    const subscribed = new Promise((resolve) => {
      response.on('data', (chunk) => {
        rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
        for (;;) {
          const end = rest.indexOf(10)
          const length = end < 0 ? NaN : Number(rest.subarray(0, end))
          if (end < 0 || rest.length < end + 1 + length) break
          const event = JSON.parse(rest.subarray(end + 1, end + 1 + length))
          rest = rest.subarray(end + 1 + length)
          if (event.type === 'SUBSCRIBED') resolve(event.subscribed.framework_id)
          else this.#on(event)
        }
      })
    })
    response.on('error', () => {})
    this.#frameworkId = await subscribed
  }

  /** Resolves when the task has ended: milliseconds to TASK_RUNNING, and the last state. */
  run (id, command) {
    return new Promise((resolve) => {
      this.#wanted.push(id)
      this.#tasks.set(id, { resolve, command })
      this.#launch()
    })
  }

  /** Resolves when the task runs, rejects when it has ended instead. */
  start (id, command) {
    return new Promise((resolve, reject) => {
      this.run(id, command).then(({ state, message }) => reject(new Error(`task ${id} ended with ${state}: ${message}`)))
      this.#tasks.get(id).started = resolve
    })
  }

  async close () {
    await this.#call({ type: 'TEARDOWN' })
    this.#stream.destroy()
    this.#agent.destroy()
  }

  #on (event) {
    if (event.type === 'OFFERS') {
      this.#offers.push(...event.offers.offers)
      this.#launch()
    }
    if (event.type === 'RESCIND') this.#offers = this.#offers.filter(({ id }) => id.value !== event.rescind.offer_id.value)
    if (event.type === 'UPDATE') this.#update(event.update.status)
  }

  #update (status) {
    const { task_id: taskId, agent_id: agentId, state, uuid, message } = status
    const task = this.#tasks.get(taskId.value)
    const now = performance.now()
    if (uuid !== undefined) this.#call({ type: 'ACKNOWLEDGE', acknowledge: { agent_id: agentId, task_id: taskId, uuid } })
    if (state === 'TASK_RUNNING') {
      task.running = now - task.begun
      task.started?.()
    }
    if (['TASK_STARTING', 'TASK_RUNNING'].includes(state)) return
    this.#tasks.delete(taskId.value)
    task.resolve({ running: task.running, state, message })
  }

  #launch () {
    if (this.#offers.length === 0 || this.#wanted.length === 0) return
    const offers = this.#offers.splice(0)
    const ids = this.#wanted.splice(0)
    const begun = performance.now()
    for (const id of ids) this.#tasks.get(id).begun = begun
    this.#call({
      type: 'ACCEPT',
      accept: {
        offer_ids: offers.map(({ id }) => id),
        operations: [{ type: 'LAUNCH', launch: { task_infos: ids.map((id) => this.#task(id, offers[0].agent_id, this.#tasks.get(id).command)) } }],
        filters: { refuse_seconds: 0 }
      }
    })
  }

  async #call (call) {
    const response = await this.#post({ framework_id: this.#frameworkId, ...call })
    let text = ''
    for await (const chunk of response) text += chunk
    if (response.statusCode !== 202) throw new Error(`${call.type}: ${response.statusCode} ${text}`)
  }

  #post (call) {
    const text = JSON.stringify(call)
    const streaming = call.type === 'SUBSCRIBE'
    return new Promise((resolve, reject) => {
      const outgoing = request(`http://${this.#address}/api/v1/scheduler`, {
        method: 'POST',
        agent: streaming ? undefined : this.#agent,
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json',
          'Content-Length': Buffer.byteLength(text),
          ...(this.#streamId === undefined ? {} : { 'Mesos-Stream-Id': this.#streamId })
        }
      }, resolve)
      outgoing.on('error', reject)
      outgoing.end(text)
    })
  }
}
