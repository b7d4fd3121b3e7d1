import { createInterface } from 'node:readline'

/** Where an agent that was spawned just now listens, as `host:port`, once it says so on its stderr; what it says after that is not read. */
export async function listeningAt (agent) {
  const said = []
  for await (const line of createInterface({ input: agent.stderr })) {
    said.push(line)
    const address = /"msg":"Server listening at http:\/\/([^"]+)"/.exec(line)?.[1]
    if (address === undefined) continue
    agent.stderr.resume()
    return address
  }
  throw new Error(`the agent ended before it listened:\n${said.join('\n')}`)
}
