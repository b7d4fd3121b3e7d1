/** Values of `--container_logger`: ours, and the original's modules that do the same. */
export const loggerNames: Readonly<Record<string, 'sandbox' | 'rotating'>> = {
  sandbox: 'sandbox',
  rotating: 'rotating',
  org_apache_mesos_SandboxContainerLogger: 'sandbox',
  org_apache_mesos_LogrotateContainerLogger: 'rotating'
}
