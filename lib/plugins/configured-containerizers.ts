import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import fp from 'fastify-plugin'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { readMapping } from '../agent/flags/read-mapping.ts'
import { readChainOptions } from '../composing/read-chain-options.ts'
import { errors } from '../errors.ts'
import { containerizers } from './containerizers.ts'
import { dockerContainerizer } from './docker-containerizer.ts'
import type { DockerContainerizerOptions } from './docker-containerizer-options.ts'
import { mesosContainerizer } from './mesos-containerizer.ts'
import type { MesosContainerizerOptions } from './mesos-containerizer.ts'
import { readOptions } from './read-options.ts'

/** Everything about a host's containerizers in one place, in code or in a file. */
export interface ConfiguredContainerizersOptions {
  /** A JSON or YAML file with the options below. What is given in code or on a command line beats the file, key by key. */
  config?: string
  /** Which, in which order: a list, or names separated by commas, as in `--containerizers=docker,mesos`. Default: `docker,mesos`. */
  containerizers?: string | readonly string[]
  /** `work_dir` of those that have none of their own. */
  workDir?: string
  /** See the containerizers plugin. Default false. */
  destroyOnClose?: boolean
  docker?: Partial<DockerContainerizerOptions>
  mesos?: Partial<MesosContainerizerOptions>
  /** Third parties by name: `module`, whose default export is the plugin, is a package or a path (`./…`) as seen from the file's directory. */
  plugins?: Record<string, { module: string, options?: Record<string, unknown> }>
}

const schema = {
  type: 'object',
  properties: {
    config: { type: 'string', minLength: 1 },
    containerizers: { type: ['string', 'array'], items: { type: 'string' }, default: 'docker,mesos' },
    workDir: { type: 'string', pattern: '^/' },
    destroyOnClose: { type: 'boolean', default: false },
    docker: { type: 'object', default: {} },
    mesos: { type: 'object', default: {} },
    plugins: {
      type: 'object',
      default: {},
      additionalProperties: {
        type: 'object',
        required: ['module'],
        properties: { module: { type: 'string', minLength: 1 }, options: { type: 'object' } },
        additionalProperties: false
      }
    }
  }
}

type ReadOptions = Required<Omit<ConfiguredContainerizersOptions, 'workDir' | 'config'>> & Pick<ConfiguredContainerizersOptions, 'workDir'>

async function plugin (app: FastifyInstance, given: ConfiguredContainerizersOptions): Promise<void> {
  const options = { ...given.config === undefined ? {} : await readMapping(given.config), ...given }
  const { workDir, destroyOnClose, ...read } = readOptions<ReadOptions>('configuredContainerizers', schema, options)
  const order = readChainOptions({ containerizers: read.containerizers }).order as readonly string[]
  const shared = workDir === undefined ? {} : { workDir }
  await app.register(containerizers, { containerizers: order, destroyOnClose })
  for (const name of order) {
    const third = read.plugins[name]
    if (third !== undefined) await app.register(await load(name, third.module, given.config), third.options ?? {})
    else if (name === 'docker') await app.register(dockerContainerizer, { ...shared, ...read.docker } as DockerContainerizerOptions)
    else if (name === 'mesos') await app.register(mesosContainerizer, { ...shared, ...read.mesos } as MesosContainerizerOptions)
    // A name that nobody here stands for may be registered by the host itself: the chain looks when the app gets ready.
  }
}

async function load (name: string, module: string, config = 'config'): Promise<FastifyPluginAsync> {
  const { default: loaded } = await import(pathToFileURL(find(name, module, config)).href) as { default?: unknown }
  if (typeof loaded !== 'function') {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`configuredContainerizers: plugins/${name}/module: the default export of ${module} must be a Fastify plugin, not ${typeof loaded}`)
  }
  return loaded as FastifyPluginAsync
}

/** As a module that stands where the file is would find it. */
function find (name: string, module: string, config: string): string {
  try {
    return createRequire(resolve(config)).resolve(module)
  } catch (cause) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`configuredContainerizers: plugins/${name}/module: ${module} cannot be found`, { cause })
  }
}

/**
 * All containerizers of a host from one set of options or one file. Boot fails with a CONTAINERIZER_ERR_* error that names
 * option, value and rule, or the line of the file.
 */
export const configuredContainerizers = fp(plugin, { name: 'configured-containerizers', fastify: '5.x' })
