import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import type { FlagTable } from '../../../lib/agent/flags/flag-spec.ts'
import { loadTable } from '../../../lib/agent/flags/load-table.ts'

const table = {
  config: { kind: 'string', help: '' },
  help: { kind: 'boolean', default: 'false', help: '' },
  version: { kind: 'boolean', default: 'false', help: '' },
  port: { kind: 'integer', default: '1', help: '' },
  work_dir: { kind: 'string', required: true, help: '', alias: 'workspace' },
  secret_json: { kind: 'json', help: '', secret: true },
  open_json: { kind: 'json', help: '', word: 'open' }
} as const satisfies FlagTable

const load = (argv: string[], env: Record<string, string> = {}) =>
  loadTable({ argv, env, table, unsupported: { docker: 'no program needed' } })

const refused = (t: Test, argv: string[], message: string, env?: Record<string, string>) =>
  t.rejects(load(argv, env), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })

t.test('values are typed, camelCased and defaulted; texts keep the written form', async t => {
  t.same(await load(['--work_dir=/w', '--help']), {
    help: true, version: false, port: 1, workDir: '/w', warnings: [], texts: { help: 'true', version: 'false', port: '1', work_dir: '/w' }
  })
})

t.test('command line beats environment beats config file', async t => {
  const config = join(t.testdir({ config: 'port: 4\nwork_dir: /file\nhelp: true\n' }), 'config')
  const { port, workDir, help } = await load([`--config=${config}`, '--port=2'], { MESOS_PORT: '3', MESOS_WORK_DIR: '/env' })
  t.same({ port, workDir, help }, { port: 2, workDir: '/env', help: true })
})

t.test('a config file cannot name another', async t => {
  const config = join(t.testdir({ config: 'config: other\n' }), 'config')
  await refused(t, [`--config=${config}`], `Failed to load flag 'config': config file '${config}' names another one`)
})

t.test('an alias is the flag itself', async t => {
  t.equal((await load(['--workspace=/w'])).workDir, '/w')
  t.equal((await load([], { MESOS_WORKSPACE: '/w' })).workDir, '/w')
  await refused(t, ['--workspace=/w', '--work_dir=/w'], 'Flag \'work_dir\' is already loaded via name \'work_dir\'')
})

t.test('booleans may be bare, negated or spelt out', async t => {
  t.equal((await load(['--work_dir=/w', '--no-help'])).help, false)
  t.equal((await load(['--work_dir=/w', '--help='])).help, true)
  t.equal((await load(['--work_dir=/w', '--help=0'])).help, false)
  await refused(t, ['--no-help=1'], 'Failed to load boolean flag \'help\' via \'no-help\' with value \'1\'')
  await refused(t, ['--help=maybe'], 'Failed to load flag \'help\': Failed to load value \'maybe\': Expecting a boolean (e.g., true or false)')
})

t.test('other flags need a value and have no negation', async t => {
  await refused(t, ['--port'], 'Failed to load non-boolean flag \'port\': Missing value')
  await refused(t, ['--no-port'], 'Failed to load non-boolean flag \'port\' via \'no-port\'')
})

t.test('unknown and unsupported flags are refused wherever they come from', async t => {
  await refused(t, ['--prot=1'], 'Failed to load unknown flag \'prot\'')
  await refused(t, ['--no-prot'], 'Failed to load unknown flag \'prot\' via \'no-prot\'')
  await refused(t, ['--constructor=1'], 'Failed to load unknown flag \'constructor\'')
  await refused(t, ['--docker=docker'], 'flag \'docker\' is not supported: no program needed')
  await refused(t, [], 'flag \'docker\' is not supported: no program needed', { MESOS_DOCKER: 'docker' })
  t.same((await load(['--work_dir=/w'], { MESOS_PROT: '1' })).warnings, ['Environment variable \'MESOS_PROT\' names no flag and is ignored'])
})

t.test('a required flag is required, except with --help or --version', async t => {
  await refused(t, [], 'Flag \'work_dir\' is required, but it was not provided')
  t.equal((await load(['--version'])).version, true)
  t.equal((await load(['--help'])).help, true)
})

t.test('a secret is shown neither in errors nor in texts', async t => {
  await refused(t, ['--work_dir=/w', '--secret_json=s3cret'], 'Failed to load flag \'secret_json\': Failed to load value: Failed to parse JSON: syntax error')
  const flags = await load(['--work_dir=/w', '--secret_json={"a":"s3cret"}'])
  t.same(flags.secretJson, { a: 's3cret' })
  t.equal(flags.texts['secret_json'], '(hidden)')
})

t.test('a bare path as JSON works and is warned about', async t => {
  const path = join(t.testdir({ value: '{"a":1}' }), 'value')
  const flags = await load(['--work_dir=/w', `--open_json=${path}`])
  t.same(flags.openJson, { a: 1 })
  t.equal((await load(['--work_dir=/w', '--open_json=open'])).openJson, 'open')
  t.same(flags.warnings, ['A bare path as value of flag \'open_json\' is deprecated; write file://<path>'])
})
