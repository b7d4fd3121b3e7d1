import t from 'tap'
import { loadLogsFlags, logsFlagTable } from '../../lib/execute/logs-flags.ts'

t.test('one name and the flags around it are read', async t => {
  t.match(await loadLogsFlags(['--follow', 'web', '--tail=10', '--stderr']), {
    name: 'web', flags: { agent: '127.0.0.1:5051', follow: true, tail: 10, stderr: true, stdout: false }
  })
  t.match(await loadLogsFlags(['--help']), { name: '', flags: { help: true } })
})

t.test('no name, several and unknown flags are refused', async t => {
  const refused = (argv: string[], message: string) => t.rejects(loadLogsFlags(argv), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })
  await refused([], 'Expecting one task, as in \'mesos-agent logs <task>\', but found none')
  await refused(['a', 'b'], 'Expecting one task, as in \'mesos-agent logs <task>\', but found \'a\', \'b\'')
  await refused(['a', '--lines=1'], 'Failed to load unknown flag \'lines\'')
  await refused(['a', '-f'], 'Unexpected argument \'-f\'; flags are written as --name=value')
})

t.test('the table is sorted and explains every flag', async t => {
  t.same(Object.keys(logsFlagTable), Object.keys(logsFlagTable).toSorted())
  for (const { help } of Object.values(logsFlagTable)) t.match(help, /^[A-Z].*\.$/)
})
