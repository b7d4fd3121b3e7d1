import t from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { AGENT_LABEL } from '../../lib/docker/ownership-labels.ts'
import { baseImage, socketPath } from '../fixtures/docker-parts.ts'
import { freePort } from '../fixtures/free-port.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The example as a project of its own, with its three dependencies installed: ours is what the build made. */
function project (): string {
  const directory = join(t.testdir(), 'project')
  cpSync(join(root, 'examples/fastify-cli'), directory, { recursive: true })
  mkdirSync(join(directory, 'node_modules'))
  for (const name of ['fastify', 'fastify-cli']) symlinkSync(join(root, 'node_modules', name), join(directory, 'node_modules', name))
  symlinkSync(root, join(directory, 'node_modules', 'fastify-docker-containerizer'))
  return directory
}

async function start (directory: string, pluginOptions: string[]) {
  const cli = join(directory, 'node_modules/fastify-cli/cli.js')
  // It takes port 0 for none, and listens on 3000 then.
  const child = spawn(process.execPath, [cli, 'start', `--port=${await freePort()}`, '--log-level=info', '--close-grace-delay=30000', 'app.js', '--', ...pluginOptions], { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  t.teardown(async () => {
    child.kill('SIGKILL')
    await exited
  })
  const log: string[] = []
  child.stderr.resume()
  for await (const line of createInterface({ input: child.stdout })) {
    log.push(line)
    const found = /listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)
    if (found === null) continue
    child.stdout.resume()
    return { child, exited, url: found[1] as string }
  }
  throw new Error(`the app ended before it listened:\n${log.join('\n')}`)
}

t.test('a fastify-cli project with a config file runs containers, and takes them along when it stops', async t => {
  const directory = project()
  const workDir = join(directory, 'work')
  const { child, exited, url } = await start(directory, ['--config=containerizers.yaml', `--workDir=${workDir}`])
  t.strictSame(await (await fetch(`${url}/containerizers`)).json(), ['docker', 'mesos'])
  const run = async (body: object) => (await fetch(`${url}/run`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body)
  })).json()
  t.strictSame(await run({ image: baseImage, command: 'echo $MESOS_SANDBOX' }), { exitCode: 0, stdout: '/mnt/mesos/sandbox\n' })
  t.match(await run({ command: 'echo $MESOS_SANDBOX; exit 4' }), { exitCode: 4, stdout: new RegExp(`^${workDir}/sandboxes/`) })

  const engine = connectEngine({ socketPath })
  t.teardown(() => engine.close())
  const agentId = basename(readlinkSync(join(workDir, 'meta/slaves/latest')))
  const ours = () => engine.list({ labels: [`${AGENT_LABEL}=${agentId}`] })
  const endless = run({ image: baseImage, command: 'sleep 3600' }).catch(() => 'cut off')
  while (!(await ours()).some(({ state }) => state === 'running'));
  child.kill('SIGTERM')
  t.strictSame(await exited, [0, null], 'whoever still waited was answered, and is not waited for')
  await endless
  t.strictSame(await ours(), [])
})

t.test('the command line beats the file', async t => {
  const directory = project()
  const { url } = await start(directory, ['--config=containerizers.yaml', `--workDir=${join(directory, 'work')}`, '--containerizers=mesos'])
  t.strictSame(await (await fetch(`${url}/containerizers`)).json(), ['mesos'])
})
