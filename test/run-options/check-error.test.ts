import t from 'tap'
import { checkError, healthCheckError } from '../../lib/run-options/check-error.ts'
import type { CheckInfo, HealthCheck } from '../../types/mesos-v1.ts'

const variables = (...list: object[]) => ({ environment: { variables: list as [] } })

// HealthCheckTest.HealthCheckProtobufValidation
t.test('health checks are taken, or not, and why', async t => {
  const accepted: HealthCheck[] = [
    { type: 'COMMAND', command: { value: 'true', ...variables({ name: 'A', value: '' }) }, delaySeconds: 0 },
    { type: 'COMMAND', command: { shell: false, value: '/bin/true' } },
    { type: 'HTTP', http: { port: 80 } },
    { http: { port: 80, scheme: 'https', path: '/health' } },
    { type: 'TCP', tcp: { port: 80 }, timeoutSeconds: 0 }
  ]
  for (const check of accepted) t.equal(healthCheckError(check), undefined)
  const refused: Array<[HealthCheck, string]> = [
    [{}, "HealthCheck must specify 'type'"],
    [{ type: 'UNKNOWN' }, "'UNKNOWN' is not a valid health check type"],
    [{ type: 'COMMAND' }, "Expecting 'command' to be set for COMMAND health check"],
    [{ type: 'COMMAND', command: {} }, "Command health check must contain 'shell command'"],
    [{ type: 'COMMAND', command: { shell: false } }, "Command health check must contain 'executable path'"],
    [{ type: 'COMMAND', command: { value: 'true', ...variables({ name: 'A' }) } }, "Environment variable 'A' of a health check must have a value"],
    [{ type: 'COMMAND', command: { value: 'true', ...variables({ name: 'A', type: 'SECRET', value: 'x' }) } }, "Environment variable 'A' of a health check must have a value"],
    [{ type: 'HTTP' }, "Expecting 'http' to be set for HTTP health check"],
    [{ type: 'HTTP', http: { port: 80, scheme: 'ftp' } }, "Unsupported HTTP health check scheme: 'ftp'"],
    [{ type: 'HTTP', http: { port: 80, path: 'health' } }, "The path 'health' of HTTP health check must start with '/'"],
    [{ type: 'TCP' }, "Expecting 'tcp' to be set for TCP health check"],
    [{ type: 'TCP', tcp: { port: 80 }, delaySeconds: -1 }, "Expecting 'delay_seconds' to be non-negative"],
    [{ type: 'HTTP', http: { port: 80 }, gracePeriodSeconds: -1 }, "Expecting 'grace_period_seconds' to be non-negative"],
    [{ type: 'COMMAND', command: { value: 'true' }, intervalSeconds: -1 }, "Expecting 'interval_seconds' to be non-negative"]
  ]
  for (const [check, error] of refused) t.equal(healthCheckError(check), error, error)
})

// CheckTest.CheckInfoValidation
t.test('checks likewise', async t => {
  const accepted: CheckInfo[] = [
    { type: 'COMMAND', command: { command: { value: 'true' } } }, { type: 'HTTP', http: { port: 80 } }, { type: 'HTTP', http: { port: 80, path: '/' } }, { type: 'TCP', tcp: { port: 80 } }
  ]
  for (const check of accepted) t.equal(checkError(check), undefined)
  const refused: Array<[CheckInfo, string]> = [
    [{}, "CheckInfo must specify 'type'"],
    [{ type: 'UNKNOWN' }, "'UNKNOWN' is not a valid check type"],
    [{ type: 'COMMAND' }, "Expecting 'command' to be set for COMMAND check"],
    [{ type: 'COMMAND', command: { command: {} } }, "Command check must contain 'shell command'"],
    [{ type: 'HTTP' }, "Expecting 'http' to be set for HTTP check"],
    [{ type: 'HTTP', http: { port: 80, path: 'x' } }, "The path 'x' of HTTP check must start with '/'"],
    [{ type: 'TCP' }, "Expecting 'tcp' to be set for TCP check"],
    [{ type: 'TCP', tcp: { port: 1 }, timeoutSeconds: -1 }, "Expecting 'timeout_seconds' to be non-negative"]
  ]
  for (const [check, error] of refused) t.equal(checkError(check), error, error)
})
