import t from 'tap'
import { sharedAbort } from '../../lib/util/shared-abort.ts'

t.test('any number may listen, and nobody is warned', async (t) => {
  const warnings: Error[] = []
  const warned = (warning: Error): void => { warnings.push(warning) }
  process.on('warning', warned)
  t.teardown(() => process.off('warning', warned))
  const listen = ({ signal }: AbortController): void => { for (let n = 0; n < 11; n++) signal.addEventListener('abort', () => {}) }
  const other = new AbortController()
  listen(sharedAbort())
  listen(other)
  await new Promise((resolve) => { setImmediate(resolve) })
  t.match(warnings, [{ name: 'MaxListenersExceededWarning', target: other.signal }])
})

t.test('it aborts as any other', async (t) => {
  const controller = sharedAbort()
  controller.abort(new Error('over'))
  t.throws(() => controller.signal.throwIfAborted(), { message: 'over' })
})
