import { constants } from 'node:fs'

const KINDS = new Map([
  [constants.S_IFDIR, 'd'], [constants.S_IFLNK, 'l'], [constants.S_IFIFO, 'p'], [constants.S_IFSOCK, 's'], [constants.S_IFCHR, 'c'], [constants.S_IFBLK, 'b']
])

/** A mode as `ls -l` shows it. */
export function modeText (mode: number): string {
  const bits = [...'rwxrwxrwx'].map((letter, at) => (mode & (0o400 >> at)) === 0 ? '-' : letter)
  const special = (bit: number, at: number, letter: string): void => {
    if ((mode & bit) !== 0) bits[at] = bits[at] === '-' ? letter.toUpperCase() : letter
  }
  special(0o4000, 2, 's')
  special(0o2000, 5, 's')
  special(0o1000, 8, 't')
  return `${KINDS.get(mode & constants.S_IFMT) ?? '-'}${bits.join('')}`
}
