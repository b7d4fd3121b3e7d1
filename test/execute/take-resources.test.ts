import t from 'tap'
import { parseResources } from '../../lib/agent/flags/resources.ts'
import { takeResources } from '../../lib/execute/take-resources.ts'
import type { Resource } from '../../types/mesos-v1.ts'

const plain = parseResources('cpus:4;mem:1024;ports:[31000-32000];bugs:{a,b}')

t.test('what is needed is taken out of the offer, in any kind of value', async t => {
  t.same(takeResources(plain, parseResources('cpus:0.5;mem:32;ports:[31000-31001];bugs:{b}')), parseResources('cpus:0.5;mem:32;ports:[31000-31001];bugs:{b}'))
  t.same(takeResources(plain, parseResources('cpus:4')), parseResources('cpus:4'))
})

t.test('an offer that holds too little gives nothing', async t => {
  t.equal(takeResources(plain, parseResources('cpus:5')), undefined)
  t.equal(takeResources(plain, parseResources('ports:[30999-31000]')), undefined)
  t.equal(takeResources(plain, parseResources('gpus:1')), undefined)
})

t.test('a need of nothing is met', async t => {
  t.same(takeResources(plain, parseResources('gpus:0')), [])
  t.same(takeResources([], []), [])
})

t.test('reserved resources go first, in the offer\'s own terms', async t => {
  const allocationInfo = { role: 'dev' }
  const offered: Resource[] = [
    { name: 'cpus', type: 'SCALAR', role: '*', scalar: { value: 4 }, allocationInfo },
    { name: 'cpus', type: 'SCALAR', role: 'dev', scalar: { value: 1 }, allocationInfo },
    { name: 'cpus', type: 'SCALAR', scalar: { value: 1 }, reservations: [{ type: 'STATIC', role: 'dev' }], allocationInfo }
  ]
  t.same(takeResources(offered, parseResources('cpus:2.5')), [
    { name: 'cpus', type: 'SCALAR', role: 'dev', scalar: { value: 1 }, allocationInfo },
    { name: 'cpus', type: 'SCALAR', scalar: { value: 1 }, reservations: [{ type: 'STATIC', role: 'dev' }], allocationInfo },
    { name: 'cpus', type: 'SCALAR', role: '*', scalar: { value: 0.5 }, allocationInfo }
  ])
})

t.test('what is not needed any more is not looked at', async t => {
  const offered = parseResources('cpus(dev):2;cpus:4')
  t.same(takeResources(offered, parseResources('cpus:1')), parseResources('cpus(dev):1'))
})

t.test('two needs of one name share what is offered', async t => {
  t.same(takeResources(plain, parseResources('cpus:2;cpus:2')), parseResources('cpus:2;cpus:2'))
  t.equal(takeResources(plain, parseResources('cpus:2;cpus:3')), undefined)
})

t.test('special disks and revocable resources are taken only when named', async t => {
  const mount: Resource = { name: 'disk', type: 'SCALAR', scalar: { value: 10 }, role: '*', disk: { source: { type: 'MOUNT' } } }
  const revocable: Resource = { name: 'cpus', type: 'SCALAR', scalar: { value: 10 }, role: '*', revocable: {} }
  t.equal(takeResources([mount], parseResources('disk:1')), undefined)
  t.equal(takeResources([revocable], parseResources('cpus:1')), undefined)
  t.same(takeResources([mount, revocable], [mount, revocable]), [mount, revocable])
})
