import type { Parameter } from '../../types/index.ts'
import type { Draft } from './draft.ts'
import { flagTable } from './flags/flag-table.ts'
import { networkParameter } from './network-parameter.ts'
import { fileFlags } from './parameter-files.ts'
import { refusal } from './refusal.ts'

/** Their values may hold secrets and appear in no message. */
const SECRET = ['env', 'log-opt']

/**
 * DockerInfo's parameters: flags of docker run, in order, later ones over earlier ones and over everything before.
 * `net` (or `network`) comes first and takes the place of DockerInfo's network. An unknown flag is refused by its name.
 */
export function applyParameters (draft: Draft, parameters: Parameter[]): void {
  const networks = parameters.flatMap(({ key }, i) => key === 'net' || key === 'network' ? [i] : [])
  const rank = (i: number, { key }: Parameter): number => i === networks[0] ? 0 : fileFlags.includes(key) ? 1 : 2
  const order = [...parameters.entries()].sort(([a, one], [b, other]) => rank(a, one) - rank(b, other) || a - b)
  for (const [i, { key, value }] of order) {
    const refuse = (rule: string): never => {
      throw refusal(`container.docker.parameters[${i}] --${key}`, SECRET.includes(key) ? undefined : value, rule)
    }
    if (networks.includes(i)) networkParameter(draft, value, refuse, i === networks[0])
    else (flagTable.get(key) ?? refuse('is no flag of docker run that is known here'))(draft, value, refuse)
  }
}
