import t from 'tap'
import { loadFlags } from '../../lib/agent/flags/load-flags.ts'
import { dockerContainerizerSchema } from '../../lib/plugins/docker-containerizer-options.ts'
import { dockerFlags } from '../../lib/plugins/docker-flags.ts'
import { readOptions } from '../../lib/plugins/read-options.ts'

const read = async (...argv: string[]) => dockerFlags(await loadFlags({ argv: ['--work_dir=/w', ...argv], env: {} }))

t.test('flags that are not given leave the containerizer as it is by itself', async (t) => {
  const options = (given: object) => readOptions<object>('dockerContainerizer', dockerContainerizerSchema, { workDir: '/w', ...given })
  t.strictSame(options({ ...await read() }), options({}))
})

t.test('what is given is passed on', async (t) => {
  const config = '{"auths":{}}'
  t.match(await read('--docker_pull_headroom=1KB', '--image_gc_config={"image_disk_headroom":0.2}', `--docker_config=${config}`, '--docker_allow_sandbox_credential_helpers', '--docker_pull_tries=7', '--docker_remove_delay=1secs', '--docker_mesos_image=agent:1'), {
    dockerMesosImage: 'agent:1', pullHeadroomBytes: 1024, imageGc: { headroom: 0.2 }, dockerConfig: { auths: {} }, allowSandboxCredentialHelpers: true, pullTries: 7, removeDelayMs: 1000
  })
  t.match(await read('--recover=cleanup', '--docker_remove_delay=1secs'), { removeDelayMs: 0 })
})
