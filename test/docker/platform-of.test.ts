import t from 'tap'
import { platformOf } from '../../lib/docker/platform-of.ts'
import type { Parameter } from '../../types/mesos-v1.ts'

const of = (...parameters: Parameter[]) => platformOf({ directory: '/', commandInfo: {}, containerInfo: { type: 'DOCKER', docker: { image: 'a', parameters } } })

t.test('the last platform among the parameters counts', async (t) => {
  t.equal(of({ key: 'platform', value: 'linux/amd64' }, { key: 'label', value: 'x' }, { key: 'platform', value: 'linux/arm64' }), 'linux/arm64')
})

t.test('without one it is the engine\'s own', async (t) => {
  t.equal(of(), undefined)
  t.equal(platformOf({ directory: '/', commandInfo: {} }), undefined)
})
