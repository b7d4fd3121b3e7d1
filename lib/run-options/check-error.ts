import type { CheckInfo, CommandInfo, HealthCheck } from '../../types/index.ts'

const TIMES = ['delaySeconds', 'intervalSeconds', 'timeoutSeconds', 'gracePeriodSeconds'] as const

/** What is wrong with a health check, in the original's words; undefined: nothing. */
export function healthCheckError (check: HealthCheck): string | undefined {
  const { type = check.http === undefined ? undefined : 'HTTP', command, http, tcp } = check
  if (type === undefined) return "HealthCheck must specify 'type'"
  switch (type) {
    case 'COMMAND': return command === undefined ? "Expecting 'command' to be set for COMMAND health check" : commandError('health check', command) ?? timesError(check)
    case 'HTTP': {
      if (http === undefined) return "Expecting 'http' to be set for HTTP health check"
      const { scheme = 'http', path = '/' } = http
      if (scheme !== 'http' && scheme !== 'https') return `Unsupported HTTP health check scheme: '${scheme}'`
      return path.startsWith('/') ? timesError(check) : `The path '${path}' of HTTP health check must start with '/'`
    }
    case 'TCP': return tcp === undefined ? "Expecting 'tcp' to be set for TCP health check" : timesError(check)
    case 'UNKNOWN': return "'UNKNOWN' is not a valid health check type"
  }
}

/** The same for a check. */
export function checkError (check: CheckInfo): string | undefined {
  const { type, command, http, tcp } = check
  if (type === undefined) return "CheckInfo must specify 'type'"
  switch (type) {
    case 'COMMAND': return command === undefined ? "Expecting 'command' to be set for COMMAND check" : commandError('check', command.command) ?? timesError(check)
    case 'HTTP':
      if (http === undefined) return "Expecting 'http' to be set for HTTP check"
      return (http.path ?? '/').startsWith('/') ? timesError(check) : `The path '${http.path}' of HTTP check must start with '/'`
    case 'TCP': return tcp === undefined ? "Expecting 'tcp' to be set for TCP check" : timesError(check)
    case 'UNKNOWN': return "'UNKNOWN' is not a valid check type"
  }
}

function commandError (what: string, { value, shell = true, environment }: CommandInfo): string | undefined {
  if (value === undefined) return `Command ${what} must contain '${shell ? 'shell command' : 'executable path'}'`
  const variable = environment?.variables?.find(({ type = 'VALUE', value }) => type !== 'VALUE' || value === undefined)
  return variable && `Environment variable '${variable.name}' of a ${what} must have a value`
}

function timesError (check: CheckInfo | HealthCheck): string | undefined {
  const wrong = TIMES.find(name => (check as HealthCheck)[name]! < 0)
  return wrong && `Expecting '${wrong.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}' to be non-negative`
}
