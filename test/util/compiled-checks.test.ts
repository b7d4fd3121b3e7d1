import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import fastify from 'fastify'
import t from 'tap'
import { dockerContainerizer } from '../../lib/plugins/docker-containerizer.ts'
import type { DockerContainerizerOptions } from '../../lib/plugins/docker-containerizer-options.ts'
import { compiledChecks } from '../../lib/util/compiled-checks.ts'

const wrong = [{ workDir: 'here' }, {}, { workDir: '/w', color: 1 }, { workDir: '/w', agentId: '' }, { workDir: '/w', policy: { color: 1 } }, { workDir: '/w', launchesWhileDown: 'stop' }]

// In a process that tap does not know of: what runs of dist/ is not what is covered here.
const askBuilt = `
  import fastify from 'fastify'
  import { dockerContainerizer } from './dist/lib/index.js'
  const words = []
  for (const options of ${JSON.stringify(wrong)}) await fastify().register(dockerContainerizer, options).then(undefined, (error) => words.push(error.message))
  console.log(JSON.stringify(words))
`

t.test('sources have none, so that schemas are compiled as they are', async (t) => {
  t.equal(compiledChecks.size, 0)
})

t.test('those of the build refuse with the same words', async (t) => {
  const { stdout } = await promisify(execFile)('env', ['-i', process.execPath, '--input-type=module', '--eval', askBuilt], { cwd: new URL('../../', import.meta.url) })
  const words: string[] = []
  for (const options of wrong) await fastify().register(dockerContainerizer, options as unknown as DockerContainerizerOptions).then(undefined, (error: Error) => words.push(error.message))
  t.equal(words.length, wrong.length)
  t.strictSame(JSON.parse(stdout), words)
})
