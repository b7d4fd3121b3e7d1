/** Whether a path is that directory or below it. By their text: both are absolute, without `..`, the directory may be `/`. */
export function isInside (directory: string, path: string): boolean {
  return path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`)
}
