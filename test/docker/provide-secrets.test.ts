import t from 'tap'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { provideSecrets } from '../../lib/docker/provide-secrets.ts'
import type { ContainerConfig, EnvironmentVariable, Secret, SecretRequest, Volume } from '../../types/index.ts'
import { dockerParts, newId, shell, taskConfig } from '../fixtures/docker-parts.ts'

const never = new AbortController().signal
const inline = (text: string | Uint8Array): Secret => ({ type: 'VALUE', value: { data: Buffer.from(text as string) } })
const reference: Secret = { type: 'REFERENCE', reference: { name: 'db', key: 'password' } }
const variable = (name: string, secret: Secret): EnvironmentVariable => ({ name, type: 'SECRET', secret })
const config = (variables: EnvironmentVariable[], volumes: Volume[] = []): ContainerConfig => {
  const plain = taskConfig('/nowhere', shell('true'), { frameworkId: { value: 'f' } })
  return { ...plain, commandInfo: { environment: { variables } }, containerInfo: { ...plain.containerInfo!, volumes } }
}
const body = (...Env: string[]) => ({ Image: 'i', Env, HostConfig: {} })

t.test('without secrets nobody is asked', async (t) => {
  const parts = await dockerParts(t, { secretResolver: { async resolve () { throw new Error('asked') } } })
  const given = body('A=1', 'OVER=ridden')
  t.equal(await provideSecrets(parts, dockerRun('a', newId(), config([variable('OVER', reference)]), {}), given, never), given)
  t.equal(await provideSecrets(parts, dockerRun('a', newId(), config([]), {}), { Image: 'i', HostConfig: {} }, never).then(({ Image }) => Image), 'i')
})

t.test('variables come into the body, files into memory, and the resolver learns for whom', async (t) => {
  const asked: Array<[Secret, SecretRequest]> = []
  const parts = await dockerParts(t, {
    secretResolver: { async resolve (secret, request) { asked.push([secret, request]); return secret.value?.data ?? Buffer.from('resolved') } }
  })
  const run = dockerRun('a', { value: 'c' }, config([variable('S', inline('ü\n')), variable('R', reference)], [
    { containerPath: '/s', mode: 'RO', source: { type: 'SECRET', secret: inline('file') } }
  ]), {})
  const provided = await provideSecrets(parts, run, body('A=1', 'R=(secret)', 'S=(secret)'), never)
  t.same(provided.Env, ['A=1', 'R=resolved', 'S=ü\n'])
  t.equal(await readFile(join(parts.secretFiles.directoryOf(run.name), '0'), 'utf8'), 'file')
  t.same(asked.map(([, { field }]) => field), ['command.environment "S"', 'command.environment "R"', 'container.volumes[0]'])
  t.strictSame(asked[1], [reference, { containerId: { value: 'c' }, frameworkId: { value: 'f' }, field: 'command.environment "R"', signal: never }])
})

t.test('what cannot be had fails by the name of its field, without the words of the resolver', async (t) => {
  const parts = await dockerParts(t, { secretResolver: { async resolve ({ value }) { if (value === undefined) throw new Error('hush'); return value.data } } })
  const { frameworkId: _standalone, ...alone } = config([variable('S', reference)])
  const failed = (config: ContainerConfig, message: string) =>
    t.rejects(provideSecrets(parts, dockerRun('a', newId(), config, {}), body('S=(secret)'), never), { code: 'CONTAINERIZER_ERR_SECRET_UNRESOLVED', message })
  await failed(alone, 'command.environment "S": the secret \'db\' could not be resolved')
  await failed(config([variable('S', inline(new Uint8Array([0xff])))]), 'command.environment "S": the secret must be UTF-8 text without NUL')
})

t.test('an abort meanwhile leaves no file', async (t) => {
  const abort = new AbortController()
  const parts = await dockerParts(t, { secretResolver: { async resolve () { abort.abort(new Error('destroyed')); return Buffer.from('x') } } })
  const run = dockerRun('a', newId(), config([], [{ containerPath: '/s', mode: 'RO', source: { type: 'SECRET', secret: reference } }]), {})
  await t.rejects(provideSecrets(parts, run, body(), abort.signal), { message: 'destroyed' })
  await t.rejects(readFile(join(parts.secretFiles.directoryOf(run.name), '0')), { code: 'ENOENT' })
})
