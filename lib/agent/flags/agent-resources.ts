import type { Resource } from '../../../types/mesos-v1.ts'
import type { MachineSize } from './default-resources.ts'
import { defaultResources } from './default-resources.ts'
import { parseResources } from './resources.ts'

/**
 * The resources an agent offers: those of `--resources`, and detected ones for every standard name it does not mention.
 * A mention of nothing (`disk:0`) keeps that one out. Throws CONTAINERIZER_ERR_OPTION_INVALID.
 */
export function agentResources (text: string | undefined, machine: MachineSize, defaultRole: string): Resource[] {
  const given = parseResources(text ?? '', { defaultRole })
  const detected = defaultResources(machine, defaultRole).filter(({ name }) => !given.some(resource => resource.name === name))
  return [...given, ...detected].filter(({ scalar, ranges, set }) => scalar?.value || ranges?.range?.length || set?.item?.length)
}
