// The demo and all tests on other versions of Node than the one at hand: node scripts/node-versions.mjs [22 24 …]
// Takes each from the npm package `node`. Expects the build in dist/ and the set-up of scripts/setup.mjs.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const versions = process.argv.length > 2 ? process.argv.slice(2) : ['22', '24']
const directory = mkdtempSync(join(tmpdir(), 'node-versions-'))

function run (node, ...args) {
  const env = { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` }
  const { status } = spawnSync(node, args, { cwd: root, env, stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}

try {
  for (const version of versions) {
    const place = join(directory, version)
    writeFileSync(join(directory, 'package.json'), '{ "private": true }')
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', place, `node@${version}`], { stdio: 'ignore' })
    const node = join(place, 'node_modules/node/bin/node')
    console.log(`# Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`)
    run(node, 'scripts/demo.mjs')
    run(node, 'node_modules/tap/dist/esm/run.mjs', '--disable-coverage')
  }
} finally {
  rmSync(directory, { recursive: true })
}
