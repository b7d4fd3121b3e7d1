import t from 'tap'
import { describeAgent } from '../../lib/agent/describe-agent.ts'
import { loadFlags } from '../../lib/agent/flags/load-flags.ts'

t.test('the machine is described as the flags say, and as it is', async t => {
  const workDir = t.testdir()
  const described = async (...argv: string[]) => await describeAgent(await loadFlags({ argv: [`--work_dir=${workDir}`, ...argv], env: {} }), workDir, 'agent-S0')
  t.match(await described('--hostname=node7', '--attributes=rack:r1', '--resources=cpus:3;mem:512;disk:64;ports:[]'), {
    id: { value: 'agent-S0' }, hostname: 'node7', port: 5051, attributes: [{ name: 'rack' }], resources: [{ name: 'cpus', scalar: { value: 3 } }, {}, {}]
  })
  t.match(await described(), { hostname: 'localhost', attributes: undefined, resources: [{ name: 'cpus' }, { name: 'mem' }, { name: 'disk' }, { name: 'ports' }] })
  t.match(await described('--no-hostname_lookup'), { hostname: '127.0.0.1' })
  t.match(await described('--ip=127.9.9.9'), { hostname: '127.9.9.9' }, 'one that has no name')
})
