import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { importAgentImage } from '../../../scripts/agent-image.mjs'
import { probeExecutor } from '../../../lib/docker/preflight/probe-executor.ts'
import { AGENT_LABEL } from '../../../lib/docker/ownership-labels.ts'
import { connectEngine } from '../../../lib/engine/connect-engine.ts'
import type { CreateBody } from '../../../types/docker-engine.ts'
import { baseImage, socketPath } from '../../fixtures/docker-parts.ts'

/** A probe of which the engine mounts something else at these paths. */
async function probe (t: Test, image: string, others: (workDir: string) => Record<string, string> = () => ({}), command?: string, more: string[] = []) {
  const workDir = await mkdtemp(join(tmpdir(), 'probe-executor-'))
  const engine = connectEngine({ socketPath })
  const agentId = `probe-${workDir.slice(-6)}`
  const other = others(workDir)
  const flags = [`--docker_socket=${socketPath}`, '--mapped_directory=/m', ...more]
  const mounts = ({ HostConfig: { Mounts = [] } }: CreateBody) => Mounts.map(mount => ({ ...mount, Source: other[String(mount['Target'])] ?? mount['Source'] }))
  const trial = probeExecutor({
    ...engine,
    create: (name, body, options) => engine.create(name, { ...body, ...(command === undefined ? {} : { Entrypoint: ['/bin/sh', '-c', command] }), HostConfig: { ...body.HostConfig, Mounts: mounts(body) } }, options)
  }, { image, socketPath, flags, workDir, agentId, workDirId: 'w' })
  const failure = await trial.then(() => undefined, (error: unknown) => error)
  t.same(await engine.list({ labels: [`${AGENT_LABEL}=${agentId}`] }), [], 'no container is left')
  t.same(await readdir(workDir), [], 'and no file')
  await engine.close()
  await rm(workDir, { recursive: true })
  if (failure !== undefined) throw failure
}

const refused = (message: RegExp) => ({ code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })

t.test('executors that find the files of their agent can do', async t => {
  await probe(t, await importAgentImage(socketPath))
})

t.test('another work_dir of the host is told from the agent\'s', async t => {
  await t.rejects(probe(t, await importAgentImage(socketPath), workDir => ({ [workDir]: '/etc' })), refused(/' of the host is not the work_dir of this agent\. An agent in a container needs work_dir/))
})

t.test('a socket on which no engine answers is told', async t => {
  await t.rejects(probe(t, await importAgentImage(socketPath), () => ({ [socketPath]: '/etc/hostname' })), refused(/an executor reaches no engine at/))
})

t.test('a path that the host has not is told', async t => {
  await t.rejects(probe(t, baseImage, workDir => ({ [workDir]: `${workDir}/none` })), refused(/an executor cannot be started: .*bind source path does not exist/))
})

t.test('an image without the program is told', async t => {
  await t.rejects(probe(t, baseImage), refused(/an executor cannot be started: .*executable file not found/))
  await t.rejects(probe(t, baseImage, undefined, 'exit 1'), refused(/mesos-docker-executor of this package is not in the image, or does not work: it exited with status 1/))
})

t.test('so is one whose program does not know what it is told, or that cannot measure sandboxes', async t => {
  const image = await importAgentImage(socketPath)
  await t.rejects(probe(t, image, undefined, undefined, ['--of_another_version']), refused(/does not work: it exited with status 1$/))
  await t.rejects(probe(t, image, undefined, 'rm /usr/bin/du; exec mesos-docker-executor "$0" "$@"', ['--enforce_container_disk_quota']), refused(/its du cannot measure sandboxes/))
})
