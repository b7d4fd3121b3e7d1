import t from 'tap'
import { checkStatus, isHealthy, planCheck, planHealthCheck } from '../../../lib/executor/checks/check-plan.ts'

const defaults = { delayMs: 15_000, intervalMs: 10_000, timeoutMs: 20_000 }

t.test('health checks have the original\'s defaults', async t => {
  t.strictSame(planHealthCheck({ type: 'COMMAND', command: { value: 'true' } }), { probe: { kind: 'COMMAND', command: { value: 'true' } }, ...defaults })
  t.strictSame(planHealthCheck({ http: { port: 80 } }), { probe: { kind: 'HTTP', target: { scheme: 'http', port: 80, path: '/', family: 'IPv4' } }, ...defaults })
  t.strictSame(planHealthCheck({ type: 'HTTP', http: { port: 80, scheme: 'https', path: '/x', protocol: 'IPv6' }, delaySeconds: 0, intervalSeconds: 0.5, timeoutSeconds: 0 }),
    { probe: { kind: 'HTTP', target: { scheme: 'https', port: 80, path: '/x', family: 'IPv6' } }, delayMs: 0, intervalMs: 500, timeoutMs: Infinity })
  t.strictSame(planHealthCheck({ type: 'TCP', tcp: { port: 80, protocol: 'IPv6' } }), { probe: { kind: 'TCP', target: { port: 80, family: 'IPv6' } }, ...defaults })
})

t.test('checks too', async t => {
  t.strictSame(planCheck({ type: 'COMMAND', command: { command: { value: 'true' } } }).probe, { kind: 'COMMAND', command: { value: 'true' } })
  t.strictSame(planCheck({ type: 'TCP', tcp: { port: 80 } }).probe, { kind: 'TCP', target: { port: 80, family: 'IPv4' } })
  t.strictSame(planCheck({ type: 'HTTP', http: { port: 80 } }), { probe: { kind: 'HTTP', target: { scheme: 'http', port: 80, path: '/', family: 'IPv4' } }, ...defaults })
  t.match(planCheck({ type: 'HTTP', http: { port: 80, path: '/x' } }).probe, { target: { path: '/x' } })
})

t.test('what was found is healthy or not', async t => {
  const findings = [undefined, { exitCode: 0 }, { exitCode: 1 }, { succeeded: true }, { succeeded: false }, { statusCode: undefined }, { statusCode: 199 }, { statusCode: 200 }, { statusCode: 399 }, { statusCode: 400 }]
  t.strictSame(findings.map(isHealthy), [false, true, false, true, false, false, false, true, true, false])
})

t.test('what was found becomes a status, empty where there is nothing', async t => {
  const command = planCheck({ type: 'COMMAND', command: { command: {} } })
  const http = planCheck({ type: 'HTTP', http: { port: 1 } })
  t.strictSame(checkStatus(command, undefined), { type: 'COMMAND', command: {} })
  t.strictSame(checkStatus(command, { exitCode: 7 }), { type: 'COMMAND', command: { exitCode: 7 } })
  t.strictSame(checkStatus(http, { statusCode: undefined }), { type: 'HTTP', http: {} })
  t.strictSame(checkStatus(http, { statusCode: 404 }), { type: 'HTTP', http: { statusCode: 404 } })
  t.strictSame(checkStatus(planCheck({ type: 'TCP', tcp: { port: 1 } }), { succeeded: false }), { type: 'TCP', tcp: { succeeded: false } })
})
