/** The mount that holds an absolute path, from the text of /proc/self/mounts (fstab(5): blanks as `\040`). */
export function mountOf (path: string, mounts: string): { mountPoint: string, fileSystem: string, options: string[] } {
  let found: ReturnType<typeof mountOf> = { mountPoint: '/', fileSystem: 'unknown', options: [] }
  for (const line of mounts.split('\n')) {
    const [, escaped, fileSystem, options = ''] = line.split(' ')
    if (escaped === undefined || fileSystem === undefined) continue
    const mountPoint = escaped.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))
    const holds = path === mountPoint || path.startsWith(mountPoint.endsWith('/') ? mountPoint : `${mountPoint}/`)
    // The later of two on the same point covers the earlier.
    if (holds && mountPoint.length >= found.mountPoint.length) found = { mountPoint, fileSystem, options: options.split(',') }
  }
  return found
}
