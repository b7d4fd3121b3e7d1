import t from 'tap'
import { StandaloneContainers } from '../../../lib/agent/operator/standalone-containers.ts'
import type { RecoveredRun } from '../../../types/agent-state.ts'
import { MemoryLink } from '../../fixtures/memory-link.ts'
import { MemoryLog, MemoryStore, settled } from '../scheduler/fakes.ts'

const containerId = { value: 'c1' }

async function stage ({ switchUser = true } = {}) {
  const link = new MemoryLink('memory')
  await link.recover(null)
  const records = new MemoryStore<RecoveredRun>()
  const log = new MemoryLog()
  return { link, records, log, standalone: new StandaloneContainers({ workDir: '/agent', containerizers: link, switchUser, records, log }) }
}

t.test('a container is recorded, launched in a sandbox of its own, and forgotten when it has ended', async t => {
  const { link, records, standalone } = await stage()
  let config
  link.decide = given => {
    config = given
    t.equal(records.records.size, 1, 'the record comes first')
    return 'SUCCESS'
  }
  const said = { command: { value: 'true' }, container: { type: 'MESOS' as const }, resources: [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value: 1 } }], limits: { mem: { value: 32 } } }
  t.strictSame(await standalone.launch({ containerId, ...said }), { status: 200 })
  t.strictSame(config, { directory: '/agent/containers/c1', commandInfo: said.command, resources: said.resources, containerInfo: said.container, limits: said.limits })
  t.strictSame(standalone.containers(), [containerId])
  t.strictSame(await standalone.launch({ containerId }), { status: 202 }, 'once is enough')
  link.end(containerId, { message: 'ended' })
  await settled()
  t.strictSame(standalone.containers(), [])
  t.equal(records.records.size, 0)
})

t.test('a container and its sandbox belong to the user of its command, where users are switched', async t => {
  const userOf = async (switchUser: boolean, user?: string) => {
    const { link, standalone } = await stage({ switchUser })
    const users: Array<string | undefined> = []
    link.decide = (config) => {
      users.push(config.user)
      return 'SUCCESS'
    }
    await standalone.launch({ containerId, command: user === undefined ? {} : { user } })
    return users
  }
  t.strictSame([await userOf(true, 'nobody'), await userOf(true, ''), await userOf(true), await userOf(false, 'nobody')], [['nobody'], [undefined], [undefined], [undefined]])
})

t.test('a container that is another\'s is left to it', async t => {
  const { link, records, standalone } = await stage()
  link.add(containerId)
  t.strictSame(await standalone.launch({ containerId }), { status: 202 })
  t.equal(records.records.size, 0)
})

t.test('what cannot be launched is refused, and leaves no record', async t => {
  const { link, records, standalone } = await stage()
  t.strictSame(await standalone.launch({ containerId: { value: 'child', parent: containerId } }), { status: 400, text: 'Nested containers are not supported' })
  for (const more of [{ reservations: [{ type: 'STATIC' as const, role: 'r' }] }, { revocable: {} }, { disk: { persistence: { id: 'p' } } }]) {
    const resources = [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value: 1 }, ...more }]
    t.strictSame(await standalone.launch({ containerId, resources }), { status: 400, text: "launch_container.resources: 'cpus' must be unreserved, not persistent and not revocable" })
  }
  link.decide = () => 'NOT_SUPPORTED'
  t.strictSame(await standalone.launch({ containerId }), { status: 400, text: 'The provided ContainerInfo is not supported' })
  link.decide = () => { throw new Error('no image') }
  t.strictSame(await standalone.launch({ containerId }), { status: 400, text: 'no image' })
  t.equal(link.calls.at(-1), 'destroy c1')
  t.strictSame([records.records.size, standalone.containers()], [0, []])
})

t.test('after a restart they are recovered, and those that have ended forgotten', async t => {
  const { link, records, standalone, log } = await stage()
  for (const value of ['alive', 'ended', 'let go']) records.records.set(value, { containerId: { value }, directory: `/agent/containers/${value}` })
  records.broken = ['torn']
  const { runs, unreadable } = await standalone.load()
  t.strictSame(runs.map(({ containerId }) => containerId.value), ['alive', 'ended', 'let go'])
  t.strictSame(unreadable, ['torn'])
  link.add({ value: 'alive' })
  link.add({ value: 'let go' }).end.reject(new Error('the agent closes'))
  standalone.settle()
  await settled()
  t.strictSame(standalone.containers(), [{ value: 'alive' }, { value: 'let go' }])
  t.strictSame(log.lines, ['the record of a standalone container cannot be read', 'a standalone container was let go'])
})
