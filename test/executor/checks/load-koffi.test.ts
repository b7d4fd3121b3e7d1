import t from 'tap'
import { loadKoffi } from '../../../lib/executor/checks/load-koffi.ts'

t.test('functions of the C library can be called', async (t) => {
  const getpid = loadKoffi().load(null).func('int getpid()') as () => number
  t.equal(getpid(), process.pid)
})
