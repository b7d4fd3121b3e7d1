import type { CallOptions, DockerEngine, EngineVersion } from '../../types/docker-engine.ts'
import { toEngineInfo } from './to-engine-info.ts'
import type { InfoAnswer } from './to-engine-info.ts'
import { toEngineVersion } from './to-engine-version.ts'
import type { VersionAnswer } from './to-engine-version.ts'
import type { Transport } from './transport.ts'
import { unary, unaryJson } from './unary.ts'

/** Ping and version carry no API version, so that they answer whatever versions the engine still speaks. */
export function systemCalls (transport: Transport): Pick<DockerEngine, 'ping' | 'version' | 'negotiate' | 'info'> {
  const version = async (options?: CallOptions): Promise<EngineVersion> => toEngineVersion(
    await unaryJson<VersionAnswer>(transport, { method: 'GET', path: '/version', unversioned: true }, options))

  return {
    version,

    async negotiate (options) {
      const found = await version(options)
      transport.negotiate(found)
      return found
    },

    async ping (options) {
      await unary(transport, { method: 'GET', path: '/_ping', unversioned: true }, options, 10_000)
    },

    async info (options) {
      return toEngineInfo(await unaryJson<InfoAnswer>(transport, { method: 'GET', path: '/info' }, options))
    }
  }
}
