import t from 'tap'
import { toEngineEvent } from '../../lib/engine/to-engine-event.ts'

const event = (text: string) => toEngineEvent(JSON.parse(text), text)

t.test('the nanoseconds are not rounded, and labels of that name do not confuse', async (t) => {
  const text = '{"Action":"die","Actor":{"ID":"c1","Attributes":{"timeNano":"5","x":"\\"timeNano\\":7"}},"timeNano":1795415705656224512}'
  t.same(event(text), {
    action: 'die',
    containerId: 'c1',
    attributes: { timeNano: '5', x: '"timeNano":7' },
    timeNano: '1795415705656224512'
  })
})

t.test('an event without attributes and time is shown', async (t) => {
  t.same(event('{"Action":"start","Actor":{"ID":"c1","Attributes":null}}'), {
    action: 'start', containerId: 'c1', attributes: {}, timeNano: ''
  })
})
