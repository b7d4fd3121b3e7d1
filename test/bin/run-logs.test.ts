import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { runLogs } from '../../lib/bin/run-logs.ts'
import { SandboxAgent } from '../fixtures/sandbox-agent.ts'

async function stage (...argv: string[]) {
  const agent = await SandboxAgent.listen(t)
  agent.run('f', 'web', 'c1', { stdout: 'out', stderr: 'err' })
  agent.link.add({ value: 'c1' })
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = runLogs({ argv: [`--agent=${agent.url}`, ...argv], stdout, stderr })
  const said = async () => {
    stdout.end()
    stderr.end()
    return [await text(stdout), await text(stderr)]
  }
  return { stdout, code, said }
}

t.test('each stream of a task goes to ours', async t => {
  const { code, said } = await stage('web')
  t.equal(await code, 0)
  t.strictSame(await said(), ['out', 'err'])
})

t.test('a signal ends what follows, and is not listened for any more', async t => {
  const before = process.listenerCount('SIGTERM')
  const { stdout, code } = await stage('web', '--follow')
  await once(stdout, 'readable')
  process.emit('SIGTERM')
  t.equal(await code, 0)
  t.equal(process.listenerCount('SIGTERM'), before)
})
