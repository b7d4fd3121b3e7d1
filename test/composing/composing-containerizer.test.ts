import t from 'tap'
import { ComposingContainerizer } from '../../lib/composing/composing-containerizer.ts'
import { containerizerContract } from '../contract/containerizer.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { MemoryLink, plainLink } from '../fixtures/memory-link.ts'
import type { ContainerConfig, ContainerID, LaunchResult } from '../../types/index.ts'

const config: ContainerConfig = { directory: '/nowhere', commandInfo: { value: 'sleep' } }
const id: ContainerID = { value: 'c1' }
const child: ContainerID = { value: 'n1', parent: id }
const destroyed = { status: 9, message: 'destroyed' }

function links () {
  const [first, second] = [new MemoryLink('first'), new MemoryLink('second')]
  return { first, second, chain: new ComposingContainerizer([first, second]) }
}

async function recovered () {
  const all = links()
  await all.chain.recover(null)
  all.first.calls.length = all.second.calls.length = 0
  return all
}

/** `first` decides only when told; `asked` resolves when it was asked. */
async function undecided () {
  const all = await recovered()
  const asked = deferred<void>()
  const decision = deferred<LaunchResult>()
  all.first.decide = async () => { asked.resolve(); return await decision.promise }
  const launch = all.chain.launch(id, config)
  launch.catch(() => {})
  await asked.promise
  return { ...all, decision, launch }
}

t.test('it is a containerizer as any other', async t => {
  await containerizerContract(t, { make: () => links().chain, config: () => config })
})

t.test('recovery', async t => {
  await t.test('every link recovers, and each owns what it found', async t => {
    const { first, second, chain } = links()
    first.recovering = async () => { first.add(id) }
    second.recovering = async () => { second.add({ value: 'c2' }) }
    await Promise.all([chain.recover(null), chain.recover(null)])
    t.same([first.calls, second.calls], [['recover'], ['recover']], 'a second call joins the first')
    t.same(chain.containers(), [id, { value: 'c2' }])
    await chain.destroy({ value: 'c2' })
    t.same(second.calls, ['recover', 'destroy c2'])
    t.same(chain.names, ['first', 'second'])
  })

  await t.test('an id that two links claim belongs to the first', async t => {
    const { first, second, chain } = links()
    first.recovering = async () => { first.add(id) }
    second.recovering = async () => { second.add(id) }
    await chain.recover(null)
    await chain.destroy(id)
    t.same(second.calls, ['recover'])
  })

  await t.test('a link that fails fails recovery, and launches stay refused', async t => {
    const { second, chain } = links()
    const reason = new Error('no engine')
    second.recovering = async () => { throw reason }
    await t.rejects(chain.recover(null), reason)
    await t.rejects(chain.launch(id, config), { code: 'CONTAINERIZER_ERR_NOT_RECOVERED' })
  })
})

t.test('launch', async t => {
  await t.test('the next link is asked only on NOT_SUPPORTED', async t => {
    const { first, second, chain } = await recovered()
    first.decide = () => 'NOT_SUPPORTED'
    t.equal(await chain.launch(id, config), 'SUCCESS')
    t.same([first.calls, second.calls], [['launch c1'], ['launch c1']])
    t.equal(await chain.launch(id, config), 'ALREADY_LAUNCHED')
    t.equal(second.calls.length, 1)
  })

  await t.test('none supports it: NOT_SUPPORTED, and nothing is remembered', async t => {
    const { first, second, chain } = await recovered()
    first.decide = second.decide = () => 'NOT_SUPPORTED'
    t.equal(await chain.launch(id, config), 'NOT_SUPPORTED')
    t.same(chain.containers(), [])
    const empty = new ComposingContainerizer([])
    await empty.recover(null)
    t.equal(await empty.launch(id, config), 'NOT_SUPPORTED')
  })

  await t.test('a link that knows the id already keeps it', async t => {
    const { first, second, chain } = await recovered()
    first.add(id)
    t.equal(await chain.launch(id, config), 'ALREADY_LAUNCHED')
    t.same(second.calls, [])
    t.same(await chain.destroy(id), destroyed)
  })

  await t.test('a throw stops the chain and forgets the container', async t => {
    const { first, second, chain } = await recovered()
    first.decide = () => { throw new Error('pull failed') }
    await t.rejects(chain.launch(id, config), { message: 'pull failed' })
    t.same(second.calls, [])
    t.same(chain.containers(), [])
    t.equal(await chain.wait(id), null)
  })

  await t.test('a throw of a link that still knows the container leaves wait its answer until destroy', async t => {
    const { first, chain } = await recovered()
    first.keepFailed = true
    first.decide = () => { throw new Error('pull failed') }
    await t.rejects(chain.launch(id, config), { message: 'pull failed' })
    t.same(await chain.wait(id), { message: 'launch failed' })
    t.same(chain.containers(), [id])
    await chain.destroy(id)
    t.equal(await chain.wait(id), null)
  })

  await t.test('while it goes on the id is listed, and wait sees its outcome', async t => {
    const { chain, first, decision, launch } = await undecided()
    t.same(chain.containers(), [id])
    const wait = chain.wait(id)
    decision.resolve('SUCCESS')
    t.equal(await launch, 'SUCCESS')
    first.end(id, { status: 0, message: 'done' })
    t.same(await wait, { status: 0, message: 'done' })
  })

  await t.test('after refuseLaunches it rejects, also between two links', async t => {
    const { chain, second, decision, launch } = await undecided()
    chain.refuseLaunches()
    decision.resolve('NOT_SUPPORTED')
    await t.rejects(launch, { code: 'CONTAINERIZER_ERR_CLOSING' })
    await t.rejects(chain.launch({ value: 'c2' }, config), { code: 'CONTAINERIZER_ERR_CLOSING' })
    t.same(second.calls, [])
  })

  await t.test('an aborted signal ends the search', async t => {
    const { first, chain } = await recovered()
    await t.rejects(chain.launch(id, config, { signal: AbortSignal.abort() }), { code: 'CONTAINERIZER_ERR_CONTAINER_DESTROYED' })
    t.same(first.calls, [])
  })
})

t.test('nested containers', async t => {
  await t.test('the owner of the root takes them', async t => {
    const { first, second, chain } = await recovered()
    first.decide = () => 'NOT_SUPPORTED'
    await chain.launch(id, config)
    t.equal(await chain.launch(child, config), 'SUCCESS')
    t.same([first.calls, second.calls], [['launch c1'], ['launch c1', 'launch c1.n1']])
    second.end(child, { status: 0, message: 'done' })
    t.same(chain.containers(), [id])
    await chain.destroy(child)
    t.equal(second.calls.at(-1), 'destroy c1.n1', 'of one that ended the owner of the root is asked')
  })

  await t.test('an unknown root rejects and leaves nothing', async t => {
    const { chain } = await recovered()
    await t.rejects(chain.launch(child, config), { code: 'CONTAINERIZER_ERR_CONTAINER_UNKNOWN', message: 'Container c1 not found' })
    t.same(chain.containers(), [])
  })
})

t.test('destroy during a launch', async t => {
  await t.test('wins between two links', async t => {
    const { chain, second, decision, launch } = await undecided()
    const wait = chain.wait(id)
    const destroy = chain.destroy(id)
    decision.resolve('NOT_SUPPORTED')
    await t.rejects(launch, { code: 'CONTAINERIZER_ERR_CONTAINER_DESTROYED' })
    t.equal(await destroy, null)
    t.equal(await wait, null)
    t.same(second.calls, [])
    t.same(chain.containers(), [])
  })

  await t.test('undoes the launch of a link that took it all the same', async t => {
    const { first, chain, decision, launch } = await undecided()
    const destroy = chain.destroy(id)
    decision.resolve('SUCCESS')
    t.equal(await launch, 'SUCCESS')
    t.same(await destroy, destroyed)
    t.same(first.containers(), [])
    t.same(chain.containers(), [])
  })

  await t.test('leaves the launch of the last link its NOT_SUPPORTED', async t => {
    const { chain, second, decision, launch } = await undecided()
    const asked = deferred<void>()
    const last = deferred<LaunchResult>()
    second.decide = async () => { asked.resolve(); return await last.promise }
    decision.resolve('NOT_SUPPORTED')
    await asked.promise
    const destroy = chain.destroy(id)
    last.resolve('NOT_SUPPORTED')
    t.equal(await launch, 'NOT_SUPPORTED')
    t.equal(await destroy, null)
  })
})

t.test('a destroy that fails keeps the container as long as its owner does', async t => {
  const { first, chain } = await recovered()
  await chain.launch(id, config)
  first.destroy = async () => { throw new Error('engine gone') }
  await t.rejects(chain.destroy(id), { message: 'engine gone' })
  t.same(chain.containers(), [id])
  first.end(id, destroyed)
})

t.test('a container that ended is forgotten once its owner has forgotten it', async t => {
  const { first, chain } = await recovered()
  await chain.launch(id, config)
  first.running.delete('c1')
  t.same(chain.containers(), [])
  first.wait = () => { throw new Error('stream cut') }
  await chain.launch({ value: 'c2' }, config)
  t.same(chain.containers(), [{ value: 'c2' }], 'a wait that fails is no end')
})

t.test('update, usage, status and signals go to the owner', async t => {
  const { first, chain } = await recovered()
  await chain.launch(id, config)
  await chain.update(id, [])
  t.same(await chain.usage(id), { timestamp: 7 })
  t.same(await chain.status(id), { containerId: id })
  t.equal(await chain.kill(id, 15), true)
  t.equal(await chain.killTask(id), true)
  t.same(first.calls, ['launch c1', 'update c1', 'kill c1 15', 'killTask c1'])
  t.equal(await chain.kill({ value: 'c2' }, 15), false)
  t.equal(await chain.exec(id, { command: 'true' }), 3)
  await t.rejects(chain.exec({ value: 'c2' }, { command: 'true' }), { code: 'CONTAINERIZER_ERR_CONTAINER_UNKNOWN' })
  t.equal(await chain.killTask({ value: 'c2' }), false)
})

t.test('an owner without a capability answers false', async t => {
  const chain = new ComposingContainerizer([plainLink(new MemoryLink('plain'))])
  await chain.recover(null)
  await chain.launch(id, config)
  t.equal(await chain.kill(id, 15), false)
  await t.rejects(chain.exec(id, { command: 'true' }), { code: 'CONTAINERIZER_ERR_EXEC_FAILED' })
  t.equal(await chain.killTask(id), false)
})

t.test('task statuses of every link reach a listener that came before recovery', async t => {
  const { first, second, chain } = links()
  const seen: string[] = []
  const off = chain.onTaskStatus((containerId, status) => { seen.push(`${containerId.value} ${status.state}`) })
  await chain.recover(null)
  for (const link of [first, second]) {
    for (const listener of link.listeners) listener({ value: link.name }, { taskId: { value: 't' }, state: 'TASK_RUNNING' })
  }
  t.same(seen, ['first TASK_RUNNING', 'second TASK_RUNNING'])
  off()
  t.equal(first.listeners.size + second.listeners.size, 0)
})

t.test('pruning asks every link and rejects with the first failure', async t => {
  const { first, second, chain } = await recovered()
  await chain.pruneImages([])
  first.pruning = async () => { throw new Error('in use') }
  second.pruning = async () => { throw new Error('too') }
  await t.rejects(chain.pruneImages([]), { message: 'in use' })
  t.same([first.calls, second.calls], [['prune', 'prune'], ['prune', 'prune']])
})

t.test('who waits is let go of, now and later, and other failures are told as they are', async t => {
  const link = new MemoryLink('one')
  const chain = new ComposingContainerizer([link])
  await chain.recover(null)
  const id = { value: 'c1' }
  await chain.launch(id, { directory: '/nowhere', commandInfo: {} })
  const waiting = chain.wait(id)
  chain.letGo()
  await t.rejects(waiting, { code: 'CONTAINERIZER_ERR_DETACHED', message: 'The agent closed while container c1 ran on' })
  await t.rejects(chain.wait(id), { code: 'CONTAINERIZER_ERR_DETACHED' })

  const other = new ComposingContainerizer([link])
  await other.recover(null)
  link.wait = async () => { throw new Error('engine gone') }
  await t.rejects(other.wait(id), { message: 'engine gone' })
})
