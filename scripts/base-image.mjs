// The small image of tests and demo, made of busybox and imported into an engine: nothing is pulled from a registry.
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { get, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const baseImage = 'containerizer-test/busybox:1'

export function ping (socketPath) {
  return new Promise((resolve) => {
    const request = get({ socketPath, path: '/_ping', timeout: 5000 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })
}

function call (socketPath, method, path) {
  return new Promise((resolve, reject) => {
    request({ socketPath, method, path }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode, text })
    }).on('error', reject).end()
  })
}

export async function hasImage (socketPath, image) {
  return (await call(socketPath, 'GET', `/images/${image}/json`)).status === 200
}

export const hasBaseImage = (socketPath) => hasImage(socketPath, baseImage)

/** Gives the engine an image that has the files of the archive. */
export function importArchive (socketPath, archive, image) {
  const [repo, tag] = image.split(':')
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, method: 'POST', path: `/images/create?fromSrc=-&repo=${repo}&tag=${tag}`, headers: { 'Content-Type': 'application/x-tar' } }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      if (response.statusCode === 200 && await hasImage(socketPath, image)) resolve()
      else reject(new Error(`the engine did not import ${image}: ${text}`))
    })
    outgoing.on('error', reject)
    outgoing.end(archive)
  })
}

/** Takes away what the image has taken the place of, unless a container has it. */
export async function removeFormer (socketPath, image) {
  const filters = encodeURIComponent(JSON.stringify({ reference: [image.split(':')[0]] }))
  const names = JSON.parse((await call(socketPath, 'GET', `/images/json?filters=${filters}`)).text).flatMap(({ RepoTags }) => RepoTags ?? [])
  for (const name of names) if (name !== image) await call(socketPath, 'DELETE', `/images/${name}`)
}

/** Makes the image of `/bin/busybox` and gives it to the engine, unless it is there. */
export async function importBaseImage (socketPath) {
  if (await hasBaseImage(socketPath)) return
  const directory = mkdtempSync(join(tmpdir(), 'containerizer-image-'))
  try {
    for (const name of ['bin', 'etc', 'root', 'tmp']) mkdirSync(join(directory, name))
    copyFileSync('/bin/busybox', join(directory, 'bin/busybox'))
    const applets = execFileSync('/bin/busybox', ['--list'], { encoding: 'utf8' }).trim().split('\n')
    for (const applet of applets) if (applet !== 'busybox') symlinkSync('busybox', join(directory, 'bin', applet))
    writeFileSync(join(directory, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n')
    await importArchive(socketPath, execFileSync('tar', ['-C', directory, '-c', '.'], { maxBuffer: 64 << 20 }), baseImage)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/** Whether `importBaseImage` can make it here. */
export const canMakeBaseImage = () => existsSync('/bin/busybox')
