import { request } from 'undici'
import { errors } from '../errors.ts'

export interface FoundSandbox {
  containerId: string
  /** As the agent's files endpoints know it. */
  path: string
}

export interface SandboxWish {
  /** Of a task, an executor or a container. */
  name: string
  framework?: string | undefined
}

const RUN = /\/frameworks\/(?<framework>[^/]+)\/executors\/(?<executor>[^/]+)\/runs\/(?<run>[^/]+)$/

/**
 * The sandbox of a container, or of the last run of a task, also of one that has ended: the agent tells at `/files/debug` which it has.
 * A task of an executor of its own is in the executor's. Throws CONTAINERIZER_ERR_MASTER_FAILED where there is none, or more than one.
 */
export async function findSandbox (agentUrl: string, { name, framework }: SandboxWish): Promise<FoundSandbox> {
  const { host } = new URL(agentUrl)
  const { statusCode, body } = await request(new URL('/files/debug', agentUrl))
  const text = await body.text()
  if (statusCode !== 200) throw new errors.CONTAINERIZER_ERR_MASTER_FAILED(`Cannot tell the sandboxes at ${host}: ${statusCode} ${text.trim()}`)
  const owners = new Map<string, string>()
  for (const [path, real] of Object.entries(JSON.parse(text) as Record<string, string>)) {
    const { framework: owner = '', executor, run } = RUN.exec(path)?.groups ?? {}
    if ((framework === undefined || owner === framework) && (run === name || (executor === name && run === 'latest'))) owners.set(real, owner)
  }
  const [path, ...others] = owners.keys()
  const where = framework === undefined ? `at ${host}` : `of framework '${framework}' at ${host}`
  if (path === undefined) throw new errors.CONTAINERIZER_ERR_MASTER_FAILED(`No sandbox ${where} is one of a task or container '${name}'`)
  if (others.length > 0) {
    const several = [...owners.values()].join(', ')
    throw new errors.CONTAINERIZER_ERR_MASTER_FAILED(`'${name}' is a task of several frameworks at ${host}: ${several}; say which with --framework=ID`)
  }
  return { path, containerId: path.slice(path.lastIndexOf('/') + 1) }
}
