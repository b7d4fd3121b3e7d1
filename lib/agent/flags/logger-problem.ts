import { LEAST_BYTES, MOST_FILES } from '../../sandbox/rotation.ts'
import { loggerNames } from './logger-names.ts'
import { levelProblem } from './logging-levels.ts'

/** Where the output of tasks goes, and what is logged. */
export interface LoggerFlags {
  containerLogger: string
  containerLoggerMaxSize: number
  containerLoggerFiles: number
  loggingLevel: string
}

/** The rule that one of them breaks, for the agent and its executors alike. */
export function loggerProblem ({ containerLogger, containerLoggerMaxSize, containerLoggerFiles, loggingLevel }: LoggerFlags): string | undefined {
  const name = loggerNames[containerLogger]
  if (name === undefined) return `Flag 'container_logger' must be sandbox or rotating, perhaps with +log or +journald, not '${containerLogger}'`
  if (containerLoggerMaxSize < LEAST_BYTES) return `Flag 'container_logger_max_size' must be at least ${LEAST_BYTES}B`
  if (containerLoggerFiles > MOST_FILES) return `Flag 'container_logger_files' must be at most ${MOST_FILES}`
  const problem = levelProblem(loggingLevel)
  if (problem !== undefined) return problem
  if (name.endsWith('+log') && loggingLevel !== 'INFO') return `Flag 'container_logger' is '${containerLogger}', which logs at INFO: it needs --logging_level=INFO, not '${loggingLevel}'`
  return undefined
}
