import { join } from 'node:path'
import t from 'tap'
import { readConfigFile } from '../../../lib/agent/flags/read-config-file.ts'

const file = (content: string) => join(t.testdir({ file: content }), 'file')

t.test('YAML and JSON mappings become flags in text form', async t => {
  const flags = [
    { name: 'port', text: '5051' },
    { name: 'strict', text: 'false' },
    { name: 'containerizers', text: 'docker,mesos' },
    { name: 'docker_config', text: '{"auths":{}}' },
    { name: 'resources', text: '[{"name":"cpus"}]' }
  ]
  t.same(await readConfigFile(file('port: 5051\nstrict: false\ncontainerizers: [docker, mesos]\ndocker_config: {auths: {}}\nresources:\n- name: cpus\n')), flags)
  t.same(await readConfigFile(file('{"port":5051,"strict":false,"containerizers":["docker","mesos"],"docker_config":{"auths":{}},"resources":[{"name":"cpus"}]}')), flags)
})

t.test('an empty file sets nothing', async t => {
  t.same(await readConfigFile(file('')), [])
})

t.test('broken files and missing values are refused with file and line but no quote', async t => {
  const broken = file('port: 1\nport: s3cret\n')
  await t.rejects(readConfigFile(broken), { message: `Error parsing config file '${broken}' at line 2: DUPLICATE_KEY` })
  const empty = file('port:\n')
  await t.rejects(readConfigFile(empty), { message: `Failed to load flag 'port' of config file '${empty}': Missing value` })
})

t.test('a missing file is refused', async t => {
  await t.rejects(readConfigFile('/nowhere/at/all'), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: 'Error reading config file \'/nowhere/at/all\': ENOENT' })
})
