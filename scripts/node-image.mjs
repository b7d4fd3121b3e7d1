// Archives of images where nothing can be pulled: the node that runs this, the libraries it needs, and a shell.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/**
 * A tar archive of such an image. `fill` is given the directory with its files and a function that copies one of this machine into it, with the
 * libraries it needs where it is a program or one itself; it puts there what the image is for.
 */
export function nodeArchive (fill) {
  const directory = mkdtempSync(join(tmpdir(), 'node-image-'))
  const copy = (from, to = from) => {
    mkdirSync(dirname(join(directory, to)), { recursive: true })
    copyFileSync(from, join(directory, to))
  }
  const copyBinary = (from, to = from) => {
    copy(from, to)
    for (const library of execFileSync('ldd', [from], { encoding: 'utf8' }).match(/\/\S+(?= \(0x)/g) ?? []) copy(library)
  }
  try {
    copyBinary(process.execPath, '/bin/node')
    copy('/bin/busybox')
    for (const name of ['sh', 'sleep', 'echo', 'cat', 'env']) symlinkSync('busybox', join(directory, 'bin', name))
    mkdirSync(join(directory, 'tmp'))
    fill(directory, copyBinary)
    return execFileSync('tar', ['-C', directory, '-cf', '-', '.'], { maxBuffer: 1024 ** 3 })
  } finally {
    rmSync(directory, { recursive: true })
  }
}
