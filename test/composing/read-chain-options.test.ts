import t from 'tap'
import { readChainOptions } from '../../lib/composing/read-chain-options.ts'

t.test('nothing given: everyone in order of registration, a fresh agent, containers run on', async t => {
  t.same(readChainOptions({}), { order: undefined, state: null, destroyOnClose: false })
})

t.test('an order is a list or names with commas between', async t => {
  const given = ['mesos', 'docker']
  const { order } = readChainOptions({ containerizers: given })
  given.push('later')
  t.same(order, ['mesos', 'docker'])
  t.same(readChainOptions({ containerizers: 'mesos, docker' }).order, ['mesos', 'docker'])
  t.throws(() => (order as string[]).push('x'), TypeError)
})

t.test('a state, or a function that will give it, is kept', async t => {
  const state = { agentId: { value: 'a' }, rebooted: false, runs: [] }
  const later = async () => state
  t.equal(readChainOptions({ state }).state, state)
  t.equal(readChainOptions({ state: later, destroyOnClose: true }).state, later)
})

t.test('whatever else is refused, naming the key', async t => {
  const code = 'CONTAINERIZER_ERR_OPTION_INVALID'
  t.throws(() => readChainOptions({ containerisers: 'docker' }), {
    code, message: 'Option containerisers is not an option of the containerizers plugin; its options are containerizers, state, destroyOnClose'
  })
  for (const containerizers of ['', 'docker,', [], ['docker', ''], ['docker', 7], 7]) {
    t.throws(() => readChainOptions({ containerizers }), { code, message: /^Option containerizers must/ })
  }
  t.throws(() => readChainOptions({ destroyOnClose: 'yes' }), { code, message: /^Option destroyOnClose must/ })
  for (const state of ['x', {}, { agentId: {} }]) t.throws(() => readChainOptions({ state }), { code, message: /^Option state must/ })
})
