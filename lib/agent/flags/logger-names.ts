import type { LoggerName } from '../../../types/sandbox.ts'

/** Values of `--container_logger`: ours, and the original's modules that do the same. */
export const loggerNames: Readonly<Record<string, LoggerName>> = {
  sandbox: 'sandbox',
  rotating: 'rotating',
  'sandbox+log': 'sandbox+log',
  'rotating+log': 'rotating+log',
  'sandbox+journald': 'sandbox+journald',
  'rotating+journald': 'rotating+journald',
  org_apache_mesos_SandboxContainerLogger: 'sandbox',
  org_apache_mesos_LogrotateContainerLogger: 'rotating'
}
