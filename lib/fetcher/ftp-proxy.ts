/** The variable by which the environment asks for a proxy on the way to an FTP server, unless it spares that host. */
export function ftpProxy (env: Readonly<Record<string, string | undefined>>, host: string): string | undefined {
  const spared = (env['no_proxy'] ?? env['NO_PROXY'] ?? '').split(/[\s,]+/).map((entry) => entry.replace(/^\*?\./, '').replace(/:\d+$/, '').toLowerCase())
  if (spared.some((entry) => entry !== '' && (entry === '*' || host === entry || host.endsWith(`.${entry}`)))) return undefined
  return ['ftp_proxy', 'FTP_PROXY', 'all_proxy', 'ALL_PROXY'].find((name) => (env[name] ?? '') !== '')
}
