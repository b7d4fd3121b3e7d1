import { spawn } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'
import { deferred } from '../../lib/util/deferred.ts'
import { faultyRegistry } from '../fixtures/registry/faulty-registry.ts'
import { pullAgent } from '../fixtures/registry/pull-agent.ts'
import { engineFor, pushImage, randomLayer, registry, shellLayer } from '../fixtures/registry/registry.ts'

const execute = new URL('../../lib/bin/mesos-execute.ts', import.meta.url).pathname

t.test('on a terminal mesos-execute draws the pull, and takes it away', async (t) => {
  const origin = await registry(t)
  await pushImage(origin, 'app', '1', [await shellLayer(), randomLayer(4 << 20)])
  const door = deferred<void>()
  const host = await faultyRegistry(t, origin.host, (path) => path.includes('/blobs/') ? { until: door.promise } : undefined)
  engineFor(t, host)
  const { port, session } = await pullAgent(t)
  // The machine is for mesos-execute.
  const offer = await session.offer()
  await session.call({ type: 'DECLINE', decline: { offer_ids: [offer.id], filters: { refuse_seconds: 3600 } } })
  const words = [process.execPath, ...process.execArgv, execute, `--master=127.0.0.1:${port}`, '--name=shown', '--containerizer=docker', `--docker_image=${host}/app:1`, '--resources=cpus:0.1;mem:32', '--command=true']
  const child = spawn('script', ['-qec', `stty cols 120; ${words.map((word) => `'${word}'`).join(' ')}`, '/dev/null'], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  let all = ''
  child.stdout.on('data', (chunk: Buffer) => {
    all += chunk
    if (all.includes(`${host}/app:1: `)) door.resolve()
  })
  const [code] = await once(child, 'close')
  t.equal(code, 0)
  t.match(all.replaceAll('\x1b', '<esc>'), /\r<esc>\[K(\[[= ]+\] +\d+% )?127\.0\.0\.1:\d+\/app:1: \w+/)
  t.match(all.replaceAll('\x1b', '<esc>'), /\r<esc>\[KReceived status update TASK_STARTING/, 'the line is gone before the next')
})
