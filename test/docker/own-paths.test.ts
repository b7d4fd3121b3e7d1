import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { ownPaths } from '../../lib/docker/own-paths.ts'
import { SecretFiles } from '../../lib/sandbox/secret-files.ts'
import { newId, shell, taskConfig } from '../fixtures/docker-parts.ts'

const secretFiles = new SecretFiles('/memory/secrets')

t.test('the sandbox is the agent\'s own, and each file of a secret', async (t) => {
  const config = taskConfig('/agent', shell('true'))
  t.strictSame(ownPaths(dockerRun('a', newId(), config, {}), { secretFiles }), [config.directory])
  const secret = { type: 'VALUE' as const, value: { data: Buffer.from('x') } }
  const volumes = [{ containerPath: '/a', hostPath: '/a', mode: 'RO' as const }, { containerPath: '/s', mode: 'RO' as const, source: { type: 'SECRET' as const, secret } }]
  const commandInfo = { environment: { variables: [{ name: 'S', type: 'SECRET' as const, secret }] } }
  const run = dockerRun('a', { value: 'c' }, { ...config, commandInfo, containerInfo: { ...config.containerInfo!, volumes } }, {})
  t.strictSame(ownPaths(run, { secretFiles }), [config.directory, '/memory/secrets/mesos-a-c/1'])
})

t.test('persistent volumes are too', async (t) => {
  const disk = { persistence: { id: 'v1' }, volume: { mode: 'RW' as const, containerPath: 'data' } }
  const config = taskConfig('/agent', shell('true'), { resources: [{ name: 'disk', type: 'SCALAR', disk }] })
  t.strictSame(ownPaths(dockerRun('a', newId(), config, {}), { workDir: '/agent', secretFiles }), [config.directory, '/agent/volumes/roles/*/v1'])
})
