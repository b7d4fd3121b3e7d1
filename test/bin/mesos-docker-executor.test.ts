import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'

t.test('the program says what it understands', async t => {
  const script = new URL('../../lib/bin/mesos-docker-executor.ts', import.meta.url).pathname
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, script, '--help'])
  t.match(stdout, /--container=VALUE\n.*\(required\)/)
})
