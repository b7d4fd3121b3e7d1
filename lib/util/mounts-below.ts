import { isInside } from './is-inside.ts'

/** Mount points at the path and below it. `mountinfo` is the kernel's text. */
export function mountsBelow (path: string, mountinfo: string): string[] {
  return mountinfo.split('\n').map((line) => (line.split(' ')[4] ?? '').replace(/\\(\d{3})/g, (_all, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))))
    .filter((point) => isInside(path, point))
}
