import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { DockerEngine } from '../../../types/docker-engine.ts'
import type { Log } from '../../../types/log.ts'
import { bridgeTraffic } from './bridge-traffic.ts'
import type { BridgeTraffic } from './bridge-traffic.ts'
import { checkWorkDir } from './check-work-dir.ts'
import type { WorkDirFacts } from './check-work-dir.ts'
import { dockerBridge } from './docker-bridge.ts'
import { reachEngine } from './reach-engine.ts'
import type { ReachRequest } from './reach-engine.ts'

/** What was found out about this machine at start. */
export interface Preflight {
  engine: { socketPath: string, version: string, apiVersion: string, storageDriver: string, cgroupDriver: string, cgroupVersion: string }
  workDir: WorkDirFacts
  /** Null: no docker bridge here, or the host's filter cannot be read. */
  bridge: BridgeTraffic | null
}

export interface PreflightRequest extends ReachRequest {
  workDir: string
  log: Log
  /** Lists the INPUT chain; rejects where there is no iptables. */
  listRules?: () => Promise<string>
  /** Finds the bridge. */
  findBridge?: typeof dockerBridge
}

const iptables = async (): Promise<string> => (await promisify(execFile)('iptables', ['-w', '-S', 'INPUT'])).stdout

/** Rejects when there is nothing to work with; what is merely unwise is logged once. */
export async function preflight (engine: DockerEngine, request: PreflightRequest): Promise<Preflight> {
  const { socketPath, log, listRules = iptables, findBridge = dockerBridge } = request
  const workDir = await checkWorkDir(request.workDir)
  const { version, apiVersion } = await reachEngine(engine, request)
  const { storageDriver, cgroupDriver, cgroupVersion } = await engine.info()
  const found = findBridge()
  const rules = found === null ? null : await listRules().catch(() => null)
  const bridge = found === null || rules === null ? null : bridgeTraffic(rules, found)
  if (bridge?.rule !== undefined) {
    log.warn({ rule: bridge.rule }, `this host drops traffic from containers on the docker bridge; to accept it: iptables ${bridge.rule}`)
  }
  const facts = { engine: { socketPath, version, apiVersion, storageDriver, cgroupDriver, cgroupVersion }, workDir, bridge }
  log.info({ preflight: facts }, 'preflight passed')
  return facts
}
