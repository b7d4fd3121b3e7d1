import t from 'tap'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { parameterSources, withParameterFiles } from '../../lib/docker/parameter-files.ts'
import type { ContainerConfig, Parameter } from '../../types/index.ts'
import { dockerContainerizer, dockerParts, newId, shell, taskConfig } from '../fixtures/docker-parts.ts'

function withParameters (config: ContainerConfig, ...parameters: Parameter[]): ContainerConfig {
  return { ...config, containerInfo: { ...config.containerInfo!, docker: { ...config.containerInfo!.docker!, parameters } } }
}

t.test('what files hold joins the plan, of the sandbox and of the host', async (t) => {
  const parts = await dockerParts(t)
  const sandbox = taskConfig(parts.directory, shell('true'))
  mkdirSync(sandbox.directory)
  writeFileSync(join(sandbox.directory, 'env'), 'A=1\nGIVEN=2\n')
  const labels = join(parts.directory, 'labels')
  writeFileSync(labels, 'l=x\n')
  const run = dockerRun(parts.agentId, newId(), withParameters(sandbox, { key: 'env-file', value: 'env' }, { key: 'label-file', value: labels }), {})
  const environment = { GIVEN: '1', MORE: '3' }
  const body = parts.plan(run, environment)
  t.same(parameterSources(run), [labels])
  const { Env, Labels } = await withParameterFiles(parts, run, { body, environment })
  t.same(Env?.filter((line) => !line.startsWith('MESOS_')), ['MORE=3', 'A=1', 'GIVEN=2'])
  t.match(Labels, { l: 'x' })
  const without = dockerRun(parts.agentId, newId(), sandbox, {})
  t.equal(await withParameterFiles(parts, without, { body, environment }), body)
})

t.test('a file that a task may not have is refused', async (t) => {
  const parts = await dockerParts(t)
  const config = taskConfig(parts.directory, shell('true'))
  const { directory } = config
  mkdirSync(directory)
  symlinkSync('/etc/passwd', join(directory, 'link'))
  symlinkSync('real', join(directory, 'inner'))
  mkdirSync(join(directory, 'directory'))
  execFileSync('mkfifo', [join(directory, 'pipe')])
  writeFileSync(join(directory, 'real'), 'A=1')
  writeFileSync(join(directory, 'binary'), Buffer.from([0xff, 0xfe]))
  writeFileSync(join(directory, 'large'), Buffer.alloc((1 << 20) + 1, '#'))
  const read = async (value: string) => {
    const run = dockerRun(parts.agentId, newId(), withParameters(config, { key: 'env-file', value }), {})
    return withParameterFiles(parts, run, { body: parts.plan(run, {}), environment: {} })
  }
  t.match((await read('inner')).Env?.at(-1), 'A=1')
  for (const [path, message] of [
    ['link', 'policy hostPaths "/etc/passwd": leads to /etc, which is protected'],
    ['/etc/passwd', 'policy hostPaths "/etc/passwd": leads to /etc, which is protected'],
    ['missing', 'container.docker.parameters[0] --env-file "missing": cannot be read: ENOENT'],
    ['directory', 'container.docker.parameters[0] --env-file "directory": must be a file'],
    ['pipe', 'container.docker.parameters[0] --env-file "pipe": must be a file'],
    ['binary', 'container.docker.parameters[0] --env-file "binary": must be UTF-8 text'],
    ['large', 'container.docker.parameters[0] --env-file "large": must be at most 1048576 bytes']
  ] as const) await t.rejects(read(path), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message })
})

t.test('a container runs with the variables of a file that was fetched', async (t) => {
  const { parts, containerizer } = await dockerContainerizer(t, {
    fetcher: { validate () {}, async fetch ({ directory }) { writeFileSync(join(directory, 'env'), 'FETCHED=yes\n') } }
  })
  const config = withParameters(taskConfig(parts.directory, shell('echo "$FETCHED"')), { key: 'env-file', value: 'env' })
  const id = newId()
  t.equal(await containerizer.launch(id, config), 'SUCCESS')
  await containerizer.wait(id)
  t.equal(readFileSync(join(config.directory, 'stdout'), 'utf8'), 'yes\n')
})
