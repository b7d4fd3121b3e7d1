// The image of the agent where nothing can be pulled: what the Dockerfile makes, of the node that runs this, the build in dist/ and the installed
// dependencies. `agentImage` is its name. As a program: node scripts/agent-image.mjs [NAME], after npm run build, gives it to the engine.
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { hasImage, importArchive } from './base-image.mjs'
import { nodeArchive } from './node-image.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const PLACE = '/opt/containerizer'
const read = (path) => readFileSync(path)
const manifest = (directory) => JSON.parse(read(join(directory, 'package.json')))

function filesBelow (directory, fits) {
  return readdirSync(directory, { recursive: true }).map((name) => join(directory, name)).filter((path) => fits.test(path)).sort()
}

/** Another build, other dependencies or another node is another image. */
export function agentImage () {
  const hash = createHash('sha256').update(process.version).update(read(fileURLToPath(import.meta.url))).update(read(join(root, 'package-lock.json')))
  for (const path of filesBelow(join(root, 'dist'), /\.js$/)) hash.update(path.slice(root.length)).update(read(path))
  return `containerizer-test/agent:${hash.digest('hex').slice(0, 12)}`
}

/** Directories of the packages that the agent needs, Fastify among them. */
function packages () {
  const found = new Set()
  const visit = (from) => {
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifest(from)
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      let place = from
      while (place !== dirname(place) && !existsSync(join(place, 'node_modules', name))) place = dirname(place)
      const directory = join(place, 'node_modules', name)
      if (!existsSync(directory)) {
        if (name in optionalDependencies || peerDependenciesMeta[name]?.optional) continue
        throw new Error(`${name}, which ${from} needs, is not installed`)
      }
      if (found.has(directory)) continue
      found.add(directory)
      visit(directory)
    }
  }
  visit(root)
  return [...found]
}

/** A tar archive of the image's files. */
export function agentArchive () {
  return nodeArchive((directory, copyBinary) => {
    const put = (path) => cpSync(join(root, path), join(directory, PLACE, path), { recursive: true, filter: (from) => !from.slice(join(root, path).length).includes('/node_modules') })
    for (const path of ['package.json', 'dist', ...packages().map((from) => relative(root, from))]) put(path)
    for (const path of filesBelow(join(directory, PLACE, 'node_modules'), /\.node$/)) copyBinary(path, path.slice(directory.length))
    for (const name of ['usr/bin', 'usr/local/bin', 'etc']) mkdirSync(join(directory, name), { recursive: true })
    symlinkSync('/bin/env', join(directory, 'usr/bin/env'))
    // That of busybox cannot leave out what is mounted.
    copyBinary('/usr/bin/du')
    writeFileSync(join(directory, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n')
    for (const [name, path] of Object.entries(manifest(root).bin)) {
      chmodSync(join(directory, PLACE, path), 0o755)
      symlinkSync(join(PLACE, path), join(directory, 'usr/local/bin', name))
    }
  })
}

/** Gives the image to the engine, unless it is there. */
export async function importAgentImage (socketPath, image = agentImage()) {
  if (!await hasImage(socketPath, image)) await importArchive(socketPath, agentArchive(), image)
  return image
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await importAgentImage(process.env.DOCKER_SOCKET ?? '/var/run/docker.sock', process.argv[2]))
}
