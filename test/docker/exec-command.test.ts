import t from 'tap'
import { execCommand } from '../../lib/docker/exec-command.ts'
import { dockerContainerizer, newId, shell, taskConfig } from '../fixtures/docker-parts.ts'

t.test('a command runs in a container that runs', async t => {
  const { containerizer, parts } = await dockerContainerizer(t)
  const id = newId()
  await containerizer.launch(id, taskConfig(parts.directory, shell('sleep 1000')))
  let out = ''
  const output = { write: (_stream: string, data: Buffer) => { out += String(data); return undefined } }
  t.equal(await containerizer.exec(id, { command: 'echo $A $(id -un); exit 4', env: { A: 'a' }, user: 'nobody' }, { output }), 4)
  t.equal(out, 'a nobody\n')
  t.equal(await containerizer.exec(id, { command: ['/bin/sh', '-c', 'exit 5'] }, { signal: new AbortController().signal }), 5)
  await t.rejects(containerizer.exec(newId(), { command: 'true' }), { code: 'CONTAINERIZER_ERR_CONTAINER_UNKNOWN' })
  await t.rejects(execCommand(parts, { key: 'one', place: null }, { command: 'true' }), { code: 'CONTAINERIZER_ERR_EXEC_FAILED', message: 'Container one does not run yet' })
  await containerizer.destroy(id)
})
