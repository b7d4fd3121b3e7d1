import { lookupService } from 'node:dns/promises'
import { statfs } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import type { AgentInfo } from '../../types/mesos-v1.ts'
import { agentResources } from './flags/agent-resources.ts'
import { parseAttributes } from './flags/attributes.ts'
import type { AgentFlags } from './flags/load-flags.ts'

/** The agent as offers show it: what the flags say, and what the machine has where they are silent. */
export async function describeAgent (flags: AgentFlags, workDir: string, agentId: string): Promise<AgentInfo> {
  const { bavail, bsize } = await statfs(workDir)
  const machine = { cpus: availableParallelism(), memBytes: totalmem(), diskBytes: bavail * bsize }
  const resources = agentResources(flags.resources, machine, flags.defaultRole)
  const attributes = flags.attributes === undefined ? [] : parseAttributes(flags.attributes)
  return {
    id: { value: agentId },
    hostname: flags.hostname ?? await hostnameOf(flags.ip, flags.hostnameLookup),
    port: flags.port,
    resources,
    ...(attributes.length === 0 ? {} : { attributes })
  }
}

async function hostnameOf (ip: string, lookUp: boolean): Promise<string> {
  return lookUp ? await lookupService(ip, 0).then(({ hostname }) => hostname, () => ip) : ip
}
