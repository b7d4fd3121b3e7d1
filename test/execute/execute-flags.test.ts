import t from 'tap'
import { executeFlagTable, loadExecuteFlags } from '../../lib/execute/execute-flags.ts'

const simple = ['--master=127.0.0.1:5051', '--name=a', '--command=true']

t.test('the defaults are the original\'s', async t => {
  const { warnings, texts, ...flags } = await loadExecuteFlags(simple)
  t.same(warnings, [])
  t.equal(texts['master'], '127.0.0.1:5051')
  t.same(flags, {
    checkpoint: false,
    command: 'true',
    dryRun: false,
    containerizer: 'mesos',
    contentType: 'protobuf',
    follow: false,
    frameworkCapabilities: [],
    help: false,
    master: '127.0.0.1:5051',
    name: 'a',
    networks: [],
    partitionAware: true,
    resources: 'cpus:1;mem:128',
    role: '*',
    shell: true,
    version: false
  })
})

t.test('help and version need nothing else', async t => {
  t.equal((await loadExecuteFlags(['--help'])).help, true)
  t.equal((await loadExecuteFlags(['--version'])).version, true)
})

t.test('what is missing or does not go together is refused in one line', async t => {
  const refused = (argv: string[], message: string) => t.rejects(loadExecuteFlags(argv), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })
  const master = '--master=a:1'
  await refused([], 'Flag \'master\' is required, but it was not provided')
  await refused([master], 'Missing required option --name')
  await refused([master, '--name=a'], 'Missing required option --command')
  await refused([master, '--task={}', '--name=a'], '\'--name, --command, --env, --docker_image, --volumes\' can only be set when \'--task\' is not set')
  await refused([master, '--task={}', '--networks=a'], '\'--networks\' can only be set when \'--task\' is not set')
  await refused([...simple, '--framework_capabilities=FLY'], 'Flags \'--framework_capabilities\' specifies an unsupported capability \'FLY\'')
  await refused([...simple, '--secret=s'], '\'--secret\' needs \'--principal\'')
  await refused([...simple, '--content_type=xml'], 'Invalid content type \'xml\'')
  await refused([...simple, '--task_group={}'], 'flag \'task_group\' is not supported: groups of tasks cannot be launched, see --task')
})

t.test('what goes together passes', async t => {
  const flags = await loadExecuteFlags([...simple, '--framework_capabilities=GPU_RESOURCES', '--secret=s', '--principal=p', '--content_type=application/json'])
  t.match(flags, { frameworkCapabilities: ['GPU_RESOURCES'], secret: 's', principal: 'p', contentType: 'application/json' })
  t.same((await loadExecuteFlags(['--master=a:1', '--task={}'])).task, {})
  t.equal((await loadExecuteFlags(['--master=a:1', '--name=a', '--no-shell'])).shell, false)
})

t.test('the table is sorted and explains every flag', async t => {
  t.same(Object.keys(executeFlagTable), Object.keys(executeFlagTable).toSorted())
  for (const { help } of Object.values(executeFlagTable)) t.match(help, /^[A-Z].*\.$/)
})
