import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { DockerEngine } from '../../../types/docker-engine.ts'
import { bridgeTraffic } from './bridge-traffic.ts'
import type { BridgeTraffic, PacketFilters } from './bridge-traffic.ts'
import type { EngineAbilities } from '../../run-options/engine-abilities.ts'
import { checkWorkDir } from './check-work-dir.ts'
import type { WorkDirFacts } from './check-work-dir.ts'
import { dockerBridge } from './docker-bridge.ts'
import { engineAbilities } from './engine-abilities.ts'
import { reachEngine } from './reach-engine.ts'
import type { ReachRequest } from './reach-engine.ts'

/** What was found out about this machine at start. */
export interface Preflight {
  engine: { socketPath: string, version: string, apiVersion: string, storageDriver: string, cgroupDriver: string, cgroupVersion: string, rootDir: string }
  abilities: EngineAbilities
  workDir: WorkDirFacts
  /** Null: no docker bridge here, or the host's filter cannot be read. */
  bridge: BridgeTraffic | null
}

export interface PreflightRequest extends ReachRequest {
  workDir: string
  /** This host's routes, as /proc/net/route has them. */
  readRoutes?: () => Promise<string>
  filters?: PacketFilters
}

const listing = (file: string, ...args: string[]) => async (): Promise<string> =>
  (await promisify(execFile)(file, args, { timeout: 10_000, maxBuffer: 2 ** 26 })).stdout

const thisHost: PacketFilters = { iptables: listing('iptables', '-w', '5', '-S'), nft: listing('nft', '-j', 'list', 'ruleset') }

/** Rejects when there is nothing to work with; what is merely unwise is logged once. */
export async function preflight (engine: DockerEngine, request: PreflightRequest): Promise<Preflight> {
  const { socketPath, log } = request
  const workDir = await checkWorkDir(request.workDir)
  const { version, apiVersion } = await reachEngine(engine, request)
  // The engine counts all its containers for it, the host's filter is listed by a process: neither waits for the other.
  const [info, bridge] = await Promise.all([engine.info(), ofBridge(request)])
  const { storageDriver, cgroupDriver, cgroupVersion, dockerRootDir: rootDir } = info
  const abilities = engineAbilities(info, apiVersion, {
    mounts: await readFile('/proc/self/mounts', 'utf8'),
    memoryNodes: await readFile('/sys/devices/system/node/online', 'utf8').catch(() => ''),
    exists: existsSync
  })
  if (bridge?.command !== undefined) {
    log.warn({ bridge }, `this host drops traffic from containers on the docker bridge; to accept it: ${bridge.command}`)
  }
  const facts = { engine: { socketPath, version, apiVersion, storageDriver, cgroupDriver, cgroupVersion, rootDir }, abilities, workDir, bridge }
  log.info({ preflight: facts }, 'preflight passed')
  return facts
}

async function ofBridge ({ readRoutes = () => readFile('/proc/net/route', 'utf8'), filters = thisHost }: PreflightRequest): Promise<BridgeTraffic | null> {
  const found = dockerBridge(await readRoutes().catch(() => ''))
  return found === null ? null : await bridgeTraffic(filters, found)
}
