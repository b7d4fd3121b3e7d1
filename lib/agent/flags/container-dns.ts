import { isIP } from 'node:net'
import { errors } from '../../errors.ts'
import type { DefaultDns } from '../../run-options/default-dns.ts'
import { jsonSchema } from '../../util/json-schema.ts'
import { schemaProblem } from './schema-problem.ts'

interface ContainerDns {
  docker?: Array<{
    network_mode: DefaultDns['network']
    network_name?: string
    dns: Pick<DefaultDns, 'nameservers' | 'search' | 'options'>
  }>
}

const texts = { type: 'array', items: { type: 'string', minLength: 1 } }

// Unlike Mesos, what is not honoured is refused: other keys, and DNS of networks which only its own containerizer has.
const dnsCheck = jsonSchema<ContainerDns>({
  type: 'object',
  additionalProperties: false,
  properties: {
    mesos: { type: 'array', maxItems: 0 },
    docker: {
      type: 'array',
      items: {
        type: 'object',
        required: ['network_mode', 'dns'],
        additionalProperties: false,
        properties: {
          network_mode: { enum: ['BRIDGE', 'USER'] },
          network_name: { type: 'string', minLength: 1 },
          dns: {
            type: 'object',
            additionalProperties: false,
            properties: { nameservers: { type: 'array', items: { type: 'string', format: 'ip' } }, search: texts, options: texts }
          }
        }
      }
    }
  }
}, { ip: text => isIP(text) > 0 })

/** The list in `--default_container_dns` (ContainerDNSInfo as JSON); empty where the flag is not set. Throws CONTAINERIZER_ERR_OPTION_INVALID. */
export function parseContainerDns (value: unknown): DefaultDns[] {
  if (value === undefined) return []
  const validate = dnsCheck()
  if (!validate(value)) throw refused(schemaProblem(validate.errors))
  const list = (value.docker ?? []).map(({ network_mode: network, network_name: networkName, dns }) => {
    if (network === 'BRIDGE' && networkName !== undefined) throw refused(`a BRIDGE network has no network_name, not even '${networkName}'`)
    return { network, ...(networkName === undefined ? {} : { networkName }), ...dns }
  })
  const names = list.map(({ network, networkName = '' }) => `${network} ${networkName}`.trim())
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw refused(`docker names ${twice} twice`)
  return list
}

function refused (reason: string): Error {
  return new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Flag 'default_container_dns': ${reason}`)
}
