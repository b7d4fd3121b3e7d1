import t from 'tap'
import { loadExecuteFlags } from '../../lib/execute/execute-flags.ts'
import { frameworkInfo } from '../../lib/execute/framework-info.ts'

const framework = async (...argv: string[]) => frameworkInfo(await loadExecuteFlags(['--master=a:1', '--name=a', '--command=true', ...argv]), 'root')

t.test('it asks for the capabilities a single task is served best with', async t => {
  t.same(await framework(), {
    user: 'root',
    name: 'mesos-execute instance',
    roles: ['*'],
    checkpoint: false,
    capabilities: ['MULTI_ROLE', 'RESERVATION_REFINEMENT', 'TASK_KILLING_STATE', 'PARTITION_AWARE'].map(type => ({ type }))
  })
})

t.test('flags change what it says', async t => {
  t.same(await framework('--role=dev', '--checkpoint', '--principal=p', '--no-partition_aware', '--framework_capabilities=GPU_RESOURCES'), {
    user: 'root',
    name: 'mesos-execute instance',
    roles: ['dev'],
    checkpoint: true,
    capabilities: ['MULTI_ROLE', 'RESERVATION_REFINEMENT', 'TASK_KILLING_STATE', 'GPU_RESOURCES'].map(type => ({ type })),
    principal: 'p'
  })
})
