import { errors } from '../../errors.ts'
import { jsonSchema } from '../../util/json-schema.ts'
import { schemaProblem } from './schema-problem.ts'

interface ImageGcConfig {
  image_disk_headroom?: number
  image_disk_watch_interval?: { nanoseconds: number }
  excluded_images?: Array<{ type: 'DOCKER', docker: { name: string } }>
}

export interface ImageGcSettings {
  headroom?: number
  intervalMs?: number
  excluded?: string[]
}

// Unlike Mesos, what is not honoured is refused: other keys, and images of another kind than the engine has.
const configCheck = jsonSchema<ImageGcConfig>({
  type: 'object',
  additionalProperties: false,
  properties: {
    image_disk_headroom: { type: 'number', minimum: 0, maximum: 1 },
    image_disk_watch_interval: {
      type: 'object',
      required: ['nanoseconds'],
      additionalProperties: false,
      properties: { nanoseconds: { type: 'integer', exclusiveMinimum: 0 } }
    },
    excluded_images: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type', 'docker'],
        properties: {
          type: { const: 'DOCKER' },
          docker: { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1 } } }
        }
      }
    }
  }
})

/** What `--image_gc_config` (ImageGcConfig as JSON) says; undefined where the flag is not set. Throws CONTAINERIZER_ERR_OPTION_INVALID. */
export function parseImageGcConfig (value: unknown): ImageGcSettings | undefined {
  if (value === undefined) return undefined
  const validate = configCheck()
  if (!validate(value)) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Flag 'image_gc_config': ${schemaProblem(validate.errors)}`)
  const { image_disk_headroom: headroom, image_disk_watch_interval: interval, excluded_images: excluded } = value
  return {
    ...(headroom === undefined ? {} : { headroom }),
    ...(interval === undefined ? {} : { intervalMs: interval.nanoseconds / 1e6 }),
    ...(excluded === undefined ? {} : { excluded: excluded.map(({ docker }) => docker.name) })
  }
}
