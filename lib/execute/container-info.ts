import type { ContainerInfo, Volume } from '../../types/mesos-v1.ts'
import { errors } from '../errors.ts'
import { fromJsonValue } from '../wire/from-json.ts'
import type { ExecuteFlags } from './execute-flags.ts'

/** The container that the flags ask for; undefined where plain processes will do. Throws CONTAINERIZER_ERR_OPTION_INVALID or _WIRE_INVALID. */
export function containerInfo (flags: ExecuteFlags): ContainerInfo | undefined {
  const { containerizer, dockerImage, networks } = flags
  const volumes = readVolumes(flags.volumes)
  const common = {
    ...(volumes.length > 0 && { volumes }),
    ...(networks.length > 0 && { networkInfos: networks.map(name => ({ name })) })
  }
  switch (containerizer) {
    case 'mesos':
      if (dockerImage === undefined && volumes.length === 0 && networks.length === 0) return undefined
      return { type: 'MESOS', ...common, ...(dockerImage !== undefined && { mesos: { image: { type: 'DOCKER', docker: { name: dockerImage } } } }) }
    case 'docker':
      if (dockerImage === undefined) throw invalid('\'Docker\' containerizer requires docker image name')
      if (networks.length > 1) throw invalid('\'Docker\' containerizer can only support a single network')
      return { type: 'DOCKER', ...common, docker: { image: dockerImage, ...(networks.length > 0 && { network: 'USER' }) } }
    default:
      throw invalid(`Unsupported containerizer: ${containerizer}`)
  }
}

function readVolumes (value: unknown): Volume[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw invalid('Failed to convert \'--volumes\' to protobuf: Expected an array')
  return value.map(volume => fromJsonValue<Volume>('Volume', volume))
}

function invalid (text: string): Error {
  return new errors.CONTAINERIZER_ERR_OPTION_INVALID(text)
}
