import { Agent, request } from 'node:http'

/** The least a launch can cost: create, start, wait and remove over keep-alive HTTP, with nobody reading the output. */
export class BareEngine {
  #agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  #socketPath

  constructor (socketPath) {
    this.#socketPath = socketPath
  }

  call (method, path, body) {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body)
      const outgoing = request({
        socketPath: this.#socketPath,
        agent: this.#agent,
        method,
        path: `/v1.40${path}`,
        headers: text === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }
      }, async (response) => {
        let answer = ''
        for await (const chunk of response) answer += chunk
        if (response.statusCode >= 400) reject(new Error(`${method} ${path}: ${response.statusCode} ${answer}`))
        else resolve(answer === '' ? undefined : JSON.parse(answer))
      })
      outgoing.on('error', reject)
      outgoing.end(text)
    })
  }

  /** One container from nothing to nothing; resolves with the milliseconds of create and start. */
  async run (name, body) {
    const begun = performance.now()
    const { Id } = await this.call('POST', `/containers/create?name=${name}`, body)
    await this.call('POST', `/containers/${Id}/start`)
    const started = performance.now() - begun
    await this.call('POST', `/containers/${Id}/wait`)
    await this.call('DELETE', `/containers/${Id}?v=true`)
    return started
  }

  close () {
    this.#agent.destroy()
  }
}
