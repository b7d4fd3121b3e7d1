import type { Test } from 'tap'
import type { CreateBody, DockerEngine, EngineEvent, OutputSink, OutputStream } from '../../types/docker-engine.ts'

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

/** Does it again and again until the promise has its value. */
async function raceAgainst<T> (promise: Promise<T>, again: () => Promise<void>): Promise<T> {
  const waiting = Symbol('waiting')
  let first: T | typeof waiting
  do {
    await again()
    first = await Promise.race([promise, Promise.resolve(waiting)]) as T | typeof waiting
  } while (first === waiting)
  return first
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
    t.same(await engine.list({ labels: [`${unique}=life`, 'another'] }), [])
  })

  t.test('with a terminal there are no frames: all is stdout, and lines end as on one', async (t) => {
    const id = await container(t, 'echo out', { Tty: true })
    const live = text()
    const { done } = await engine.attach(id, live, { tty: true })
    await engine.start(id)
    await done
    t.match(live, { stdout: 'out\r\n', stderr: '' })
    t.match(await engine.inspect(id), { tty: true })
  })

  t.test('the log is given from the moment asked for, to as many as ask, and each attachment gets all', async (t) => {
    const id = await container(t, 'echo out')
    const live = [text(), text()]
    const attachments = await Promise.all(live.map((sink) => engine.attach(id, sink)))
    await engine.start(id)
    await Promise.all(attachments.map(({ done }) => done))
    t.same(live.map(({ stdout }) => stdout), ['out\n', 'out\n'])
    const later = text()
    await engine.logs(id, later, { since: String(Math.floor(Date.now() / 1000) + 1000) })
    t.equal(later.stdout, '')
    const never = await container(t, 'true')
    await engine.logs(never, later)
    t.equal(later.stdout, '')
  })

  t.test('names, ids and the beginnings of ids are interchangeable', async (t) => {
    const id = await container(t, 'exit 0')
    const name = `${unique}-${created}`
    for (const key of [id, name, id.slice(0, 12)]) t.match(await engine.inspect(key), { id, name, state: { status: 'created', pid: 0 } })
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
    t.match(await engine.stats(id), { memoryUsageBytes: 0, pids: 0, cpuTotalNs: 0 }, 'what does not run uses nothing')
  })

  t.test('a signal has a name or a number, and a paused container can be killed', async (t) => {
    const id = await container(t, 'trap "echo got" USR1; echo ready; while :; do sleep 0.05; done')
    const heard = text()
    const expected = new Map<string, () => void>()
    const write = heard.write.bind(heard)
    heard.write = (...piece) => { write(...piece); expected.get(heard.stdout)?.(); return undefined }
    const said = (words: string) => new Promise<void>((resolve) => { expected.set(words, resolve) })
    await engine.attach(id, heard)
    const ready = said('ready\n')
    await engine.start(id)
    await ready
    for (const [signal, words] of [['SIGUSR1', 'ready\ngot\n'], ['10', 'ready\ngot\ngot\n']] as const) {
      const got = said(words)
      t.equal(await engine.kill(id, signal), true)
      await got
    }
    const { exit } = await engine.wait(id, 'next-exit')
    await engine.pause(id)
    t.equal(await engine.kill(id, 'KILL'), true)
    t.same(await exit, { exitCode: 137 })
  })

  t.test('a stop whose grace is over kills', async (t) => {
    const id = await container(t, 'trap "" TERM; echo ready; while :; do sleep 0.05; done')
    await engine.start(id)
    t.equal(await engine.stop(id, 0), true)
    t.match(await engine.inspect(id), { state: { running: false, exitCode: 137 } })
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

  t.test('what cannot be created is refused in the engine\'s words', async (t) => {
    const id = await container(t, 'exit 0')
    const body = { Image: image, Cmd: ['true'], HostConfig: {} }
    const { name } = await engine.inspect(id) as { name: string }
    await t.rejects(engine.create(name, body), {
      engineStatus: 409,
      message: `Conflict. The container name "/${name}" is already in use by container "${id}". ` +
        'You have to remove (or rename) that container to be able to reuse that name.'
    })
    await t.rejects(engine.create(`${unique}-no`, { ...body, Image: `${unique}/absent` }), {
      engineStatus: 404, message: `No such image: ${unique}/absent:latest`
    })
    await t.rejects(engine.create(`${unique}-no`, { Image: image, HostConfig: {} }), { engineStatus: 400, message: 'No command specified' })
  })

  t.test('a container with a network of its own can be put on more, one without cannot', async (t) => {
    const id = await container(t, 'exit 0')
    await t.rejects(engine.connectNetwork('bridge', id, {}), { engineStatus: 400, message: /private \(none\) mode/ })
    const bridged = await container(t, 'exit 0', { HostConfig: { NetworkMode: 'default' } })
    await engine.connectNetwork('bridge', bridged, {})
  })

  t.test('what cannot be started is refused, says so when asked later, and has not run', async (t) => {
    const id = await container(t, '', { Cmd: ['/no/such'] })
    const reason = /exec: "\/no\/such": stat \/no\/such: no such file or directory/
    await t.rejects(engine.start(id), { engineStatus: 400, message: reason })
    t.match(await engine.inspect(id), { state: { status: 'created', exitCode: 127, error: reason, startedAt: /^0001-/ } })
    const other = await container(t, '', { Cmd: ['no-such'] })
    await t.rejects(engine.start(other), { engineStatus: 400, message: /exec: "no-such": executable file not found in \$PATH/ })
  })

  t.test('what a container is not in the state for is refused in the engine\'s words', async (t) => {
    const id = await container(t, 'exec sleep 1000')
    await t.rejects(engine.pause(id), { engineStatus: 409, message: `Container ${id} is not running` })
    await t.rejects(engine.unpause(id), { engineStatus: 500, message: `Container ${id} is not paused` })
    await engine.start(id)
    await t.rejects(engine.kill(id, 'SIGFOO'), { engineStatus: 400, message: 'Invalid signal: SIGFOO' })
    await t.rejects(engine.remove(id), {
      engineStatus: 409,
      message: `You cannot remove a running container ${id}. Stop the container before attempting removal or force remove`
    })
    await engine.pause(id)
    await t.rejects(engine.pause(id), { engineStatus: 409, message: `Container ${id} is already paused` })
    await t.rejects(engine.start(id), { engineStatus: 409, message: 'cannot start a paused container, try unpause instead' })
  })

  t.test('an image that a container uses is not removed', async (t) => {
    const id = await container(t, 'exit 0')
    await t.rejects(engine.removeImage(image), {
      engineStatus: 409,
      message: new RegExp(`^conflict: unable to remove repository reference "${image}" \\(must force\\) - container [0-9a-f]{12} is using its referenced image [0-9a-f]{12}$`)
    })
    t.ok(await engine.inspect(id))
  })

  t.test('removals at a time are one removal, whose end all see', async (t) => {
    const id = await container(t, 'exec sleep 1000')
    await engine.start(id)
    const removals = await Promise.all([1, 2, 3].map(() => engine.remove(id, { force: true })))
    t.ok(removals.includes(true))
    t.equal(await engine.inspect(id), null)
  })

  t.test('a removal ends a wait with the exit code 0 of what never ran', async (t) => {
    const id = await container(t, 'exit 3')
    const { exit } = await engine.wait(id, 'next-exit')
    await engine.remove(id)
    t.same(await exit, { exitCode: 0 })
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

  t.test('events tell all that happened from the given moment on, in order', async (t) => {
    const since = String(Math.floor(Date.now() / 1000))
    const id = await container(t, 'exec sleep 1000', { Labels: { [unique]: 'events' } })
    await container(t, 'exit 0')
    await engine.start(id)
    await engine.pause(id)
    await engine.unpause(id)
    await engine.stop(id, 0)
    await engine.remove(id)
    const controller = new AbortController()
    const seen: Array<Record<string, unknown>> = []
    for await (const event of engine.events({ since, labels: [`${unique}=events`], signal: controller.signal })) {
      const { containerId, action, attributes: { image: from, name, [unique]: label, exitCode, signal } } = event
      t.same({ containerId, from, name, label }, { containerId: id, from: image, name: `${unique}-${created - 1}`, label: 'events' })
      t.match(event.timeNano, /^\d{19}$/)
      seen.push({ action, ...(exitCode && { exitCode }), ...(signal && { signal }) })
      if (action === 'destroy') controller.abort()
    }
    t.same(seen, [
      { action: 'create' }, { action: 'start' }, { action: 'pause' }, { action: 'unpause' }, { action: 'kill', signal: '15' },
      { action: 'kill', signal: '9' }, { action: 'die', exitCode: '137' }, { action: 'stop' }, { action: 'destroy' }
    ])
  })

  t.test('events without a moment begin now', async (t) => {
    const controller = new AbortController()
    const events = engine.events({ labels: [`${unique}=now`], signal: controller.signal })[Symbol.asyncIterator]()
    await container(t, 'exit 0', { Labels: { [unique]: 'now' } })
    const first = events.next()
    // At what moment the stream has begun nobody is told: it has once one of these is seen.
    const later: string[] = []
    const heard = await raceAgainst(first, async () => { later.push(await container(t, 'exit 0', { Labels: { [unique]: 'now' } })) })
    t.ok(later.includes((heard.value as EngineEvent).containerId))
    controller.abort()
    t.same(await events.next(), { done: true, value: undefined })
  })
}
