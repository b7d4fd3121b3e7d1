import t from 'tap'
import { destroyAll } from '../../lib/composing/destroy-all.ts'

t.test('roots are destroyed, and one that cannot be is logged and stops nothing', async t => {
  const root = { value: 'r' }
  const destroyed: string[] = []
  const logged: object[] = []
  const err = new Error('engine gone')
  await destroyAll({
    containers: () => [root, { value: 'n', parent: root }, { value: 's' }],
    destroy: async id => {
      if (id === root) throw err
      destroyed.push(id.value)
      return null
    }
  }, { error: fields => { logged.push(fields) } })
  t.same(destroyed, ['s'])
  t.same(logged, [{ err, containerId: 'r' }])
})
