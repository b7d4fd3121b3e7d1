import type { ContainerInfo } from '../../../types/mesos-v1.ts'
import { errors } from '../../errors.ts'

export interface AgentAddresses {
  /** `ip`: what the agent listens on. */
  ip: string
  /** `executor_ip`: what executors with a network of their own reach it at. */
  executorIp?: string | undefined
  port: number
}

export interface ExecutorAddress {
  ip: string
  port: number
  /** Address of this host that an executor on its network may bind to, as the agent does. */
  bind?: string
}

const WILDCARDS: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

/**
 * Where an executor in that container reaches the agent. One on the host's network does by any address of it; one with a network of its own only by
 * an address that is not the host's alone. Throws CONTAINERIZER_ERR_CONFIG_INVALID where there is none.
 */
export function executorAddress (container: ContainerInfo | undefined, { ip, executorIp, port }: AgentAddresses): ExecutorAddress {
  const network = container?.type === 'DOCKER' ? container.docker?.network ?? 'HOST' : 'HOST'
  if (network === 'HOST') return { ip: WILDCARDS[ip] ?? ip, port, bind: ip }
  if (network === 'NONE') throw refused('NONE', 'an executor needs a network to subscribe')
  const address = executorIp ?? (WILDCARDS[ip] === undefined && !/^(127\.|::1$)/.test(ip) ? ip : undefined)
  if (address === undefined) throw refused(network, `an executor with a network of its own does not reach '${ip}': set --executor_ip, such as to the address of the docker bridge`)
  return { ip: address, port }
}

function refused (network: string, rule: string): Error {
  return new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`executor.container.docker.network: '${network}' is not possible: ${rule}`)
}
