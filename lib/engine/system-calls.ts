import type { DockerEngine } from '../../types/docker-engine.ts'
import { toEngineInfo } from './to-engine-info.ts'
import type { InfoAnswer } from './to-engine-info.ts'
import { toEngineVersion } from './to-engine-version.ts'
import type { VersionAnswer } from './to-engine-version.ts'
import type { Transport } from './transport.ts'
import { unary, unaryJson } from './unary.ts'

/** Ping and version carry no API version, so that they answer whatever versions the engine still speaks. */
export function systemCalls (transport: Transport): Pick<DockerEngine, 'ping' | 'version' | 'info'> {
  return {
    async ping (options) {
      await unary(transport, { method: 'GET', path: '/_ping', unversioned: true }, options, 10_000)
    },

    async version (options) {
      return toEngineVersion(
        await unaryJson<VersionAnswer>(transport, { method: 'GET', path: '/version', unversioned: true }, options))
    },

    async info (options) {
      return toEngineInfo(await unaryJson<InfoAnswer>(transport, { method: 'GET', path: '/info' }, options))
    }
  }
}
