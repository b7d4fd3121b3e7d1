import t from 'tap'
import { parseResources } from '../../../lib/agent/flags/resources.ts'

t.test('the text form gives one resource per mention', async t => {
  t.same(parseResources('cpus:4; mem : 1024;ports:[31000-32000];disk(role):100;bugs( debug ):{a,b};gpus:0;'), [
    { name: 'cpus', type: 'SCALAR', role: '*', scalar: { value: 4 } },
    { name: 'mem', type: 'SCALAR', role: '*', scalar: { value: 1024 } },
    { name: 'ports', type: 'RANGES', role: '*', ranges: { range: [{ begin: 31000, end: 32000 }] } },
    { name: 'disk', type: 'SCALAR', role: 'role', scalar: { value: 100 } },
    { name: 'bugs', type: 'SET', role: 'debug', set: { item: ['a', 'b'] } },
    { name: 'gpus', type: 'SCALAR', role: '*', scalar: { value: 0 } }
  ])
  t.same(parseResources(''), [])
  t.equal(parseResources('cpus:1', { defaultRole: 'dev' })[0]?.role, 'dev')
})

t.test('the JSON form gives the messages themselves', async t => {
  t.same(parseResources(`[
    {"name": "cpus", "type": "SCALAR", "scalar": {"value": 4}},
    {"name": "mem", "type": "SCALAR", "scalar": {"value": 8}, "role": "dev"},
    {"name": "disk", "type": "SCALAR", "scalar": {"value": 8}, "reservations": [{"type": "STATIC", "role": "dev"}],
     "disk": {"volume": {"mode": "RW", "container_path": "data"}, "source": null}}
  ]`), [
    { name: 'cpus', type: 'SCALAR', scalar: { value: 4 }, role: '*' },
    { name: 'mem', type: 'SCALAR', scalar: { value: 8 }, role: 'dev' },
    {
      name: 'disk',
      type: 'SCALAR',
      scalar: { value: 8 },
      reservations: [{ type: 'STATIC', role: 'dev' }],
      disk: { volume: { mode: 'RW', containerPath: 'data' }, source: null }
    }
  ])
})

t.test('malformed resources are refused', async t => {
  const refused = (text: string, message: string | RegExp) =>
    t.throws(() => parseResources(text), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })
  refused('cpus', 'Bad value for resources, missing or extra \':\' in cpus')
  refused('cpus:1:2', 'Bad value for resources, missing or extra \':\' in cpus:1:2')
  refused('cpus(a:1', 'Bad value for resources, mismatched parentheses in cpus(a:1')
  refused('cpus:many', 'Bad type for resource cpus value many type TEXT')
  refused('ports:[1-]', 'Failed to parse resource ports value [1-] error Expecting a range of non-negative integers, not \'1-\'')
  refused('(a):1', 'Empty resource name')
  refused('cpus:[1-2]', 'Resource \'cpus\' must be of type SCALAR, not RANGES')
  refused('cpus:-1', 'Invalid scalar resource: \'cpus\' is negative')
  refused('gpus:0.5', 'The \'gpus\' resource must be an unsigned integer')
  refused('bugs:1;bugs:{a}', 'Resources with the same name (\'bugs\') but different types are not allowed')
  refused('[', /^Failed to parse resources as JSON: /)
  refused('[null]', 'Some JSON resources were not formatted properly: every resource needs a name')
  refused('[{"name":"cpus","type":"SCALAR"}]', 'Invalid scalar resource: \'cpus\' has no scalar value')
  refused('[{"name":"ports","type":"RANGES"}]', 'Invalid ranges resource: \'ports\' has no ranges')
  refused('[{"name":"x","type":"SET"}]', 'Invalid set resource: \'x\' has no items')
  refused('[{"name":"x","type":"TEXT"}]', 'Bad type for resource x type TEXT')
  refused('[{"name":"x"}]', 'Bad type for resource x type undefined')
})
