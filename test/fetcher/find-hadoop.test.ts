import t from 'tap'
import { join } from 'node:path'
import { chmodSync } from 'node:fs'
import { findHadoop } from '../../lib/fetcher/find-hadoop.ts'

t.test('the client is below the given home, that of the environment, or on PATH', async (t) => {
  const base = t.testdir({ a: { bin: { hadoop: '' } }, b: { bin: { hadoop: '' } }, c: { hadoop: '' }, none: {} })
  for (const name of ['a/bin', 'b/bin', 'c']) chmodSync(join(base, name, 'hadoop'), 0o755)
  const PATH = `/nowhere:${join(base, 'c')}`
  const program = (env: Record<string, string>, home?: string): string | undefined => findHadoop(env, home)?.program
  t.equal(program({ PATH, HADOOP_HOME: join(base, 'b') }, join(base, 'a')), join(base, 'a/bin/hadoop'))
  t.equal(program({ PATH, HADOOP_HOME: join(base, 'b') }), join(base, 'b/bin/hadoop'))
  t.equal(program({ PATH }), join(base, 'c/hadoop'))
  t.equal(program({}), undefined)
  t.equal(program({ PATH }, join(base, 'none')), undefined, 'a home without one is not made up for')
})

t.test('SSLEnvironmentSpillover: what the environment says of the agent itself is kept from the client', async (t) => {
  const home = t.testdir({ bin: { hadoop: '' } })
  chmodSync(join(home, 'bin/hadoop'), 0o755)
  const env = { LIBPROCESS_SSL_ENABLED: 'true', MESOS_WORK_DIR: '/x', MESOS_QUIET: '1', JAVA_HOME: '/java', NOTHING: undefined }
  t.same(findHadoop(env, home)?.env, { MESOS_QUIET: '1', JAVA_HOME: '/java', HADOOP_HOME: home })
})
