import t from 'tap'
import { MemoryLink } from '../fixtures/memory-link.ts'
import { orderLinks } from '../../lib/composing/order-links.ts'

const [docker, mesos, other] = [new MemoryLink('docker'), new MemoryLink('mesos'), new MemoryLink('other')]

t.test('the given order counts, whatever the order of registration', async t => {
  t.same(orderLinks([docker, mesos, other], ['mesos', 'docker']), [mesos, docker])
})

t.test('without an order it is that of registration', async t => {
  t.same(orderLinks([other, docker], undefined), [other, docker])
})

t.test('an unknown name and a name given twice are refused with the list of known ones', async t => {
  t.throws(() => orderLinks([docker, mesos], ['docker', 'wasm']), {
    code: 'CONTAINERIZER_ERR_CHAIN_UNKNOWN',
    message: "Option containerizers names 'wasm', which no plugin has registered; known are: docker, mesos"
  })
  t.throws(() => orderLinks([docker, mesos], ['docker', 'docker']), {
    code: 'CONTAINERIZER_ERR_OPTION_INVALID',
    message: "Option containerizers names 'docker' twice; known are: docker, mesos"
  })
  t.throws(() => orderLinks([], ['docker']), { message: /known are: none$/ })
})
