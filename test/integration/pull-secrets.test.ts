import t from 'tap'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startPrivateEngine } from '../../scripts/private-engine.mjs'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { credentialHelper } from '../fixtures/registry/credential-helper.ts'
import { faultyRegistry } from '../fixtures/registry/faulty-registry.ts'
import { imageTask, pullAgent } from '../fixtures/registry/pull-agent.ts'
import { reachHost } from '../fixtures/registry/reach-host.ts'
import { pushImage, registry, shellLayer } from '../fixtures/registry/registry.ts'

t.setTimeout(600_000)

const CANARY = 'canary-password/+='
const base64 = (text: string): string => Buffer.from(text).toString('base64')
/** Every form in which it may be met. */
const forms = [CANARY, encodeURIComponent(CANARY), base64(`me:${CANARY}`), base64(CANARY), base64(JSON.stringify(CANARY)).slice(4, 20)]

async function everyFile (directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

t.test('a password is in no log, status, label, error, endpoint or file, nor in what the engine logs of its calls', async (t) => {
  const engine = await startPrivateEngine({ debug: true })
  t.teardown(() => engine.remove())
  const { host } = await registry(t, { users: { me: CANARY } })
  await pushImage({ host, auth: `me:${CANARY}` }, 'app', '1', [await shellLayer()])
  // One that repeats what it was sent.
  const echoing = await faultyRegistry(t, host, (_path, authorization) => authorization === ''
    ? { status: 401 }
    : { status: 403, text: JSON.stringify({ errors: [{ code: 'DENIED', message: `not with ${authorization} ${CANARY}` }] }) })
  await reachHost(t, engine.pid, [host, echoing].map((name) => Number(name.split(':')[1])))
  const helper = await credentialHelper(t, `cat > /dev/null; echo ${CANARY} >&2; echo '{"Username":"me","Secret":"${CANARY}"}'`)
  const home = t.testdir()
  const file = async (name: string, config: object): Promise<string> => {
    await mkdir(join(home, name))
    await writeFile(join(home, name, 'config.json'), JSON.stringify(config))
    return join(home, name, 'config.json')
  }
  const plain = await file('plain', { auths: { [host]: { auth: base64(`me:${CANARY}`) } } })
  const helped = await file('helped', { credHelpers: { [host]: helper.name } })
  const broken = await file('broken', { auths: { [host]: CANARY } })
  const config = await file('agent', { auths: { [host]: { username: 'me', password: CANARY }, [echoing]: { username: 'me', password: CANARY } } })
  const agent = await pullAgent(t, { socket: engine.socketPath, argv: [`--docker_config=file://${config}`, '--docker_pull_tries=1', '--docker_verify_image_access', '--docker_allow_sandbox_credential_helpers'] })
  const task = (value: string, uri?: string) => {
    const { command, ...rest } = imageTask(`${host}/app:1`, value) as { command: object }
    return { command: { ...command, ...(uri === undefined ? {} : { uris: [{ value: uri, output_file: '.docker/config.json' }] }) }, ...rest }
  }
  const look = 'ls -a "$MESOS_SANDBOX" "$MESOS_SANDBOX/.docker"; env; exec sleep 1000'
  await agent.session.launch({
    flag: task('exec sleep 1000'), plain: task(look, plain), helped: task(look, helped), broken: task('true', broken), echoed: imageTask(`${echoing}/app:1`)
  })
  for (const name of ['flag', 'plain', 'helped']) await agent.session.status(name, 'TASK_RUNNING')
  for (const name of ['broken', 'echoed']) await agent.session.status(name, 'TASK_FAILED')
  t.ok(await helper.calls() > 0)

  const connection = connectEngine({ socketPath: engine.socketPath })
  t.teardown(() => connection.close())
  const containers = await connection.list({})
  t.equal(containers.length, 3)
  const inspected = await Promise.all(containers.map(({ id }) => connection.inspect(id)))
  const files = await everyFile(agent.workDir)
  const said: Record<string, string> = {
    'the agent\'s log': agent.log(),
    'the engine\'s log': engine.log(),
    statuses: JSON.stringify(agent.session.stream.events),
    containers: JSON.stringify(inspected),
    GET_CONTAINERS: JSON.stringify(await agent.call({ type: 'GET_CONTAINERS' })),
    GET_FLAGS: JSON.stringify(await agent.call({ type: 'GET_FLAGS' })),
    ...Object.fromEntries(await Promise.all(['/containers', '/flags', '/metrics/snapshot'].map(async (path) => [path, JSON.stringify(await agent.get(path))]))),
    ...Object.fromEntries(await Promise.all(files.map(async (path) => [path, await readFile(path, 'latin1')])))
  }
  t.match(said['the engine\'s log'], /Calling POST \/v[0-9.]+\/images\/create\?fromImage=/, 'the engine does log its calls')
  t.ok(files.some((path) => path.endsWith('/stdout')))
  for (const [where, text] of Object.entries(said)) {
    t.strictSame(forms.filter((form) => text.includes(form)), [], where)
    // What is bytes in a status is base64 there.
    for (const [, data] of text.matchAll(/"data":"([A-Za-z0-9+/=]{40,})"/g)) {
      t.strictSame(forms.filter((form) => Buffer.from(data as string, 'base64').includes(form)), [], `${where}, decoded`)
    }
  }
  await agent.end()
})
