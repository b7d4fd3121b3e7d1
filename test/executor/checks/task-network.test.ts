import t from 'tap'
import { TaskNetwork } from '../../../lib/executor/checks/task-network.ts'
import { readProcess } from '../../../lib/util/read-process.ts'

const own = readProcess(process.pid)!
const unseen = { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /cannot be seen from here/ }

t.test('it is opened once, for the process that is meant', async t => {
  let looks = 0
  const network = new TaskNetwork({ process: () => { looks++; return own } })
  const opened = network.open()
  t.equal(network.open(), opened)
  t.equal(looks, 1)
  t.equal(opened!.connect({ family: 'IPv4', host: '127.0.0.1', port: 1 }), undefined)
  network.close()
})

t.test('a later process of the same number is another, and a process that cannot be seen may be there later', async t => {
  const found = [{ ...own, startTime: own.startTime + 1 }, null, own]
  const network = new TaskNetwork({ process: () => found.shift()! })
  t.throws(() => network.open(), unseen)
  t.throws(() => network.open(), unseen)
  t.ok(network.open())
  network.close()
})

t.test('without a process it is that of the host', async t => {
  const network = new TaskNetwork({})
  t.equal(network.open(), undefined)
  network.close()
})
