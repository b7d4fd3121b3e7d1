import type { Test } from 'tap'
import type { CreateBody, DockerEngine, OutputSink, OutputStream } from '../../types/docker-engine.ts'

interface Text extends OutputSink { stdout: string, stderr: string }

function text (): Text {
  return {
    stdout: '',
    stderr: '',
    write (stream: OutputStream, data: Buffer) {
      this[stream] += data.toString()
      return undefined
    }
  }
}

/** What every engine behind the port does. `image` is one with a shell that is on it; containers are removed again. */
export function engineContract (t: Test, engine: DockerEngine, { image }: { image: string }): void {
  const unique = `engine-contract-${process.pid}-${Math.random().toString(36).slice(2)}`
  let created = 0

  async function container (t: Test, script: string, extra: Partial<CreateBody> = {}): Promise<string> {
    const body = { Image: image, Cmd: ['sh', '-c', script], HostConfig: { NetworkMode: 'none' }, ...extra }
    const { id } = await engine.create(`${unique}-${++created}`, body)
    t.teardown(() => engine.remove(id, { force: true }))
    return id
  }

  t.test('it answers, and says what it is', async (t) => {
    await engine.ping()
    t.match(await engine.version(), { version: String, apiVersion: /^1\.\d+$/, os: 'linux' })
    t.match(await engine.info(), { id: String, cpus: Number, storageDriver: String })
  })

  t.test('an image is found, an absent one is null and is not removed', async (t) => {
    t.match(await engine.inspectImage(image), { id: String, repoTags: [image] })
    t.ok((await engine.listImages()).some(({ repoTags }) => repoTags.includes(image)))
    t.equal(await engine.inspectImage(`${unique}/absent:1`), null)
    t.equal(await engine.removeImage(`${unique}/absent:1`), false)
  })

  t.test('a container gives all its output and its exit code', async (t) => {
    const id = await container(t, 'echo out; echo err >&2; exit 3', { Labels: { [unique]: 'life' } })
    const live = text()
    const { done } = await engine.attach(id, live)
    const { exit } = await engine.wait(id, 'next-exit')
    t.equal(await engine.start(id), true)
    t.same(await exit, { exitCode: 3 })
    await done
    t.match(live, { stdout: 'out\n', stderr: 'err\n' })
    const log = text()
    await engine.logs(id, log)
    t.match(log, { stdout: 'out\n', stderr: 'err\n' })
    t.match(await engine.inspect(id), { id, image, state: { running: false, exitCode: 3, status: 'exited', pid: 0 } })
    t.match(await engine.list({ labels: [`${unique}=life`] }), [{ id, image, state: 'exited' }])
    t.same(await engine.list({ labels: [`${unique}=life`], all: false }), [])
    t.same((await engine.list({ name: `${unique}-${created}` })).map((found) => found.id), [id])
  })

  t.test('a wait for what does not run answers at once', async (t) => {
    const id = await container(t, 'exit 4')
    const { exit } = await engine.wait(id, 'next-exit')
    await engine.start(id)
    await exit
    const late = await engine.wait(id, 'not-running')
    t.same(await late.exit, { exitCode: 4 })
  })

  t.test('what runs is not started again, is measured, paused, killed and then not killed again', async (t) => {
    const id = await container(t, 'exec sleep 1000')
    const { exit } = await engine.wait(id, 'next-exit')
    t.equal(await engine.start(id), true)
    t.equal(await engine.start(id), false)
    t.match(await engine.stats(id), { memoryUsageBytes: Number, pids: Number })
    await engine.update(id, { CpuShares: 128 })
    await engine.pause(id)
    t.match(await engine.inspect(id), { state: { paused: true } })
    await engine.unpause(id)
    t.equal(await engine.kill(id, 'SIGKILL'), true)
    t.same(await exit, { exitCode: 137 })
    t.equal(await engine.kill(id, 'SIGKILL'), false)
    t.equal(await engine.stop(id, 1), false)
  })

  t.test('a stop lets the container end by itself', async (t) => {
    const id = await container(t, 'trap "exit 7" TERM; echo ready; while :; do sleep 0.05; done')
    const ready = new Promise<void>((resolve, reject) => {
      engine.attach(id, { write: () => { resolve(); return undefined } }).then(() => engine.start(id)).catch(reject)
    })
    await ready
    t.equal(await engine.stop(id, 30), true)
    t.match(await engine.inspect(id), { state: { exitCode: 7 } })
  })

  t.test('a removed container is unknown to every verb', async (t) => {
    const id = await container(t, 'exit 0')
    t.equal(await engine.remove(id), true)
    t.equal(await engine.remove(id), false)
    t.equal(await engine.inspect(id), null)
    t.equal(await engine.stats(id), null)
    t.equal(await engine.stop(id, 1), false)
    t.equal(await engine.kill(id, 'SIGTERM'), false)
    const unknown = { code: 'CONTAINERIZER_ERR_ENGINE_REFUSED', message: /no such container/i, engineStatus: 404 }
    await t.rejects(engine.start(id), unknown)
    await t.rejects(engine.wait(id, 'next-exit'), unknown)
    await t.rejects(engine.attach(id, text()), unknown)
    await t.rejects(engine.logs(id, text()), unknown)
  })

  t.test('a taken name is a conflict, an absent image is not found', async (t) => {
    const id = await container(t, 'exit 0')
    const body = { Image: image, Cmd: ['true'], HostConfig: {} }
    const { name } = await engine.inspect(id) as { name: string }
    await t.rejects(engine.create(name, body), { message: /in use/, engineStatus: 409 })
    await t.rejects(engine.create(`${unique}-no`, { ...body, Image: `${unique}/absent:1` }), {
      message: /no such image/i, engineStatus: 404
    })
  })

  t.test('a container that runs is removed by force only', async (t) => {
    const id = await container(t, 'exec sleep 1000')
    await engine.start(id)
    await t.rejects(engine.remove(id), { message: /running/, engineStatus: 409 })
    t.equal(await engine.remove(id, { force: true }), true)
  })

  t.test('an attachment that is closed leaves the container running', async (t) => {
    const id = await container(t, 'exec sleep 1000')
    const attachment = await engine.attach(id, text())
    await engine.start(id)
    attachment.close()
    await attachment.done
    t.match(await engine.inspect(id), { state: { running: true } })
  })

  t.test('an abandoned wait rejects and leaves the container running', async (t) => {
    const id = await container(t, 'exec sleep 1000')
    await engine.start(id)
    const { exit, abandon } = await engine.wait(id, 'next-exit')
    abandon()
    await t.rejects(exit)
    t.match(await engine.inspect(id), { state: { running: true } })
  })

  t.test('events tell of a death from the given moment on', async (t) => {
    const since = String(Math.floor(Date.now() / 1000))
    const id = await container(t, 'exit 5', { Labels: { [unique]: 'events' } })
    const { exit } = await engine.wait(id, 'next-exit')
    await engine.start(id)
    await exit
    const controller = new AbortController()
    const actions: string[] = []
    for await (const event of engine.events({ since, labels: [`${unique}=events`], signal: controller.signal })) {
      actions.push(event.action)
      if (event.action !== 'die') continue
      t.match(event, { containerId: id, attributes: { exitCode: '5' }, timeNano: /^\d{19}$/ })
      controller.abort()
    }
    t.same(actions.slice(0, 1), ['create'])
  })
}
