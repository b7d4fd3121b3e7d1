import t from 'tap'
import { loggerNames } from '../../../lib/agent/flags/logger-names.ts'
import { loggerProblem } from '../../../lib/agent/flags/logger-problem.ts'
import type { LoggerFlags } from '../../../lib/agent/flags/logger-problem.ts'

const problem = (over: Partial<LoggerFlags> = {}) => loggerProblem({ containerLogger: 'rotating', containerLoggerMaxSize: 4096, containerLoggerFiles: 1000, loggingLevel: 'INFO', ...over })

t.test('every logger there is passes', async t => {
  for (const containerLogger of Object.keys(loggerNames)) t.equal(problem({ containerLogger }), undefined)
})

t.test('what is no logger, no size, no count or no level is refused', async t => {
  t.equal(problem({ containerLogger: 'syslog' }), "Flag 'container_logger' must be sandbox or rotating, perhaps with +log or +journald, not 'syslog'")
  t.equal(problem({ containerLoggerMaxSize: 4095 }), "Flag 'container_logger_max_size' must be at least 4096B")
  t.equal(problem({ containerLoggerFiles: 1001 }), "Flag 'container_logger_files' must be at most 1000")
  t.equal(problem({ loggingLevel: 'LOUD' }), "'LOUD' is not a valid logging level")
})

t.test('lines that would be logged below the level of the log are refused', async t => {
  t.equal(problem({ containerLogger: 'sandbox+log', loggingLevel: 'WARNING' }), "Flag 'container_logger' is 'sandbox+log', which logs at INFO: it needs --logging_level=INFO, not 'WARNING'")
  t.equal(problem({ containerLogger: 'sandbox+journald', loggingLevel: 'ERROR' }), undefined)
})
