import t from 'tap'
import { ComposingContainerizer } from '../../lib/composing/composing-containerizer.ts'
import { handOn } from '../../lib/composing/hand-on.ts'
import { MemoryLink } from '../fixtures/memory-link.ts'

async function running () {
  const link = new MemoryLink('one')
  const composing = new ComposingContainerizer([link])
  await composing.recover(null)
  const id = { value: 'c1' }
  await composing.launch(id, { directory: '/s', commandInfo: {} })
  link.calls.splice(0)
  return { link, composing, container: handOn(composing, id) }
}

t.test('a signal is a name or a number', async t => {
  const { link, container } = await running()
  t.equal(await container.signal('SIGHUP'), true)
  t.equal(await container.signal(10), true)
  t.same(link.calls, ['kill c1 1', 'kill c1 10'])
  for (const wrong of ['SIGNONE', 0, 65, 1.5]) {
    await t.rejects(container.signal(wrong as number), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `signal must be a name or a number of signal(7), not ${JSON.stringify(wrong)}` })
  }
})

t.test('a command gives its output and exit code', async t => {
  const { container, composing } = await running()
  t.strictSame(await container.exec(['a', 'b'], { env: {}, signal: new AbortController().signal }), { exitCode: 3, stdout: 'a,b', stderr: 'echoed' })
  t.strictSame(await container.exec('c'), { exitCode: 3, stdout: 'c', stderr: 'echoed' })
  const gone = handOn(composing, { value: 'gone' })
  await t.rejects(gone.exec('c'), { code: 'CONTAINERIZER_ERR_CONTAINER_UNKNOWN' })
})
