import { once } from 'node:events'
import { spawn } from 'node:child_process'
import t from 'tap'
import { initProcess, killDirectly, survivor } from '../../lib/docker/init-process.ts'
import { findProcess, readProcess } from '../../lib/util/read-process.ts'
import type { ProcessIdentity } from '../../lib/util/read-process.ts'
import type { ContainerDetails } from '../../types/docker-engine.ts'
import { detailsOf } from '../fixtures/docker-faults.ts'
import { baseImage, dockerParts } from '../fixtures/docker-parts.ts'

t.test('the first process of a container is known by its number, its start and its control group', async (t) => {
  const { agentId, engine } = await dockerParts(t)
  const { id } = await engine.create(`mesos-${agentId}-init`, {
    Image: baseImage, Cmd: ['sleep', '1000'], Labels: { 'fastify-docker-containerizer.agent-id': agentId }, HostConfig: {}
  })
  t.equal(initProcess(await engine.inspect(id) as ContainerDetails), null, 'it does not run')
  const exit = await engine.wait(id, 'next-exit')
  await engine.start(id)
  const details = await engine.inspect(id) as ContainerDetails
  const init = initProcess(details) as ProcessIdentity
  t.match(findProcess(init), { pid: details.state.pid })
  t.equal(initProcess(details, () => { throw new Error('nobody looks again') }), init)
  t.match(survivor(init), new RegExp(`^process ${init.pid} in state [SRD]`))
  t.equal(initProcess({ ...details, id: 'another' }), null)
  killDirectly(init, 'SIGKILL')
  t.match(await exit.exit, { exitCode: 137 })
  t.equal(survivor(init), null)
})

t.test('a number that nobody here has is no process of ours', async (t) => {
  t.equal(initProcess(detailsOf({ pid: 2 ** 22 + 1 })), null)
})

t.test('what is left of a process says where it waits, unless the kernel keeps that to itself', async (t) => {
  const child = spawn('sleep', ['1000'])
  t.teardown(() => child.kill('SIGKILL'))
  const init = readProcess(child.pid as number) as ProcessIdentity
  const asked: unknown[] = []
  const told = (place: string | null) => survivor(init, (...args) => { asked.push(args); return place })
  t.match(told('nfs_wait'), new RegExp(`^process ${init.pid} in state [SRD] \\(nfs_wait\\)$`))
  for (const nothing of ['0', null]) t.match(told(nothing), new RegExp(`^process ${init.pid} in state [SRD]$`))
  t.strictSame(asked[0], [init.pid, 'wchan'])
})

t.test('a signal reaches the process by name or number, and only the very same process', async (t) => {
  const child = spawn('sleep', ['1000'])
  const init = readProcess(child.pid as number) as ProcessIdentity
  killDirectly(null, 'SIGKILL')
  killDirectly({ ...init, startTime: 1 }, 'SIGKILL')
  killDirectly(init, 'SIGNONE')
  t.ok(survivor(init))
  const exit = once(child, 'exit')
  killDirectly(init, '10')
  t.match(await exit, [null, 'SIGUSR1'])
})

t.test('a process that may not be killed is left to the engine', async (t) => {
  const child = spawn('sleep', ['1000'])
  t.teardown(() => child.kill('SIGKILL'))
  const init = readProcess(child.pid as number)
  t.intercept(process, 'kill', { value: () => { throw new Error('EPERM') } })
  killDirectly(init, 'SIGKILL')
  t.ok(survivor(init as ProcessIdentity))
})

t.test('without free file handles nothing is known of a process, and it is not taken for gone', async (t) => {
  const noHandles = () => { throw Object.assign(new Error('too many'), { code: 'EMFILE' }) }
  t.equal(initProcess({ id: 'c', state: { pid: process.pid } }, noHandles), null)
  t.equal(survivor({ pid: 7, startTime: 1 }, undefined, noHandles), 'process 7, which cannot be looked at now (EMFILE)')
})
