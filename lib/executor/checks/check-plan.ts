import type { CheckInfo, CheckStatusInfo, CommandInfo, HealthCheck, NetworkInfoProtocol } from '../../../types/mesos-v1.ts'
import type { HttpTarget } from './http-probe.ts'
import type { Family } from './start-connection.ts'
import type { TcpTarget } from './tcp-probe.ts'

export type Probe =
  | { kind: 'COMMAND', command: CommandInfo }
  | { kind: 'HTTP', target: HttpTarget }
  | { kind: 'TCP', target: TcpTarget }

export interface CheckPlan {
  probe: Probe
  delayMs: number
  intervalMs: number
  /** Infinity: as long as it takes. */
  timeoutMs: number
}

interface Times { delaySeconds?: number, intervalSeconds?: number, timeoutSeconds?: number }

/** A valid health check with the original's defaults filled in. */
export function planHealthCheck (check: HealthCheck): CheckPlan {
  const { type = 'HTTP', command, http, tcp } = check
  if (type === 'COMMAND') return { probe: { kind: 'COMMAND', command: command! }, ...times(check) }
  if (type === 'TCP') return { probe: { kind: 'TCP', target: { port: tcp!.port, family: familyOf(tcp!.protocol) } }, ...times(check) }
  const { scheme = 'http', port, path = '/', protocol } = http!
  return { probe: { kind: 'HTTP', target: { scheme: scheme as 'http' | 'https', port, path, family: familyOf(protocol) } }, ...times(check) }
}

/** The same for a check. */
export function planCheck (check: CheckInfo): CheckPlan {
  const { type, command, http, tcp } = check
  if (type === 'COMMAND') return { probe: { kind: 'COMMAND', command: command!.command }, ...times(check) }
  if (type === 'TCP') return { probe: { kind: 'TCP', target: { port: tcp!.port, family: 'IPv4' } }, ...times(check) }
  return { probe: { kind: 'HTTP', target: { scheme: 'http', port: http!.port, path: http!.path ?? '/', family: 'IPv4' } }, ...times(check) }
}

/** What a check found out; undefined: it did not come to an end. */
export type Finding = { exitCode: number } | { statusCode: number | undefined } | { succeeded: boolean } | undefined

export function isHealthy (finding: Finding): boolean {
  if (finding === undefined) return false
  if ('exitCode' in finding) return finding.exitCode === 0
  if ('succeeded' in finding) return finding.succeeded
  return finding.statusCode !== undefined && finding.statusCode >= 200 && finding.statusCode < 400
}

export function checkStatus ({ probe: { kind } }: CheckPlan, finding: Finding): CheckStatusInfo {
  const found = finding !== undefined && 'statusCode' in finding && finding.statusCode === undefined ? undefined : finding
  return { type: kind, [kind.toLowerCase()]: { ...found } }
}

function times ({ delaySeconds = 15, intervalSeconds = 10, timeoutSeconds = 20 }: Times): Omit<CheckPlan, 'probe'> {
  return { delayMs: delaySeconds * 1000, intervalMs: intervalSeconds * 1000, timeoutMs: timeoutSeconds === 0 ? Infinity : timeoutSeconds * 1000 }
}

/** Unlike Mesos, whose TCP checks ask IPv4 whatever was said. */
function familyOf (protocol: NetworkInfoProtocol = 'IPv4'): Family {
  return protocol
}
