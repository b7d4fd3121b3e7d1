import type { ContainerInfo } from '../../../types/mesos-v1.ts'
import { errors } from '../../errors.ts'
import { fromJsonValue } from '../../wire/from-json.ts'

/** The ContainerInfo of `--default_container_info`; undefined where the flag is not set. Throws CONTAINERIZER_ERR_OPTION_INVALID. */
export function parseContainerInfo (value: unknown): ContainerInfo | undefined {
  if (value === undefined) return undefined
  try {
    return fromJsonValue<ContainerInfo>('ContainerInfo', value)
  } catch (cause) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Flag 'default_container_info': ${(cause as Error).message}`, { cause })
  }
}
