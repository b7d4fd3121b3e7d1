import t from 'tap'
import { openLogs } from '../../lib/sandbox/open-logs.ts'

const request = { containerKey: 'one', directory: '/nowhere' }

function target () {
  const calls: string[] = []
  return { calls, position: 3, write () { return undefined }, async flushed () {}, async tail () { return Buffer.alloc(0) }, async end () { calls.push('end') } }
}

t.test('both are opened for the owner', async (t) => {
  const opened: unknown[] = []
  const logs = await openLogs({ ...request, user: 'nobody' }, async (stream, owner) => { opened.push([stream, owner]); return target() })
  t.match(opened, [['stdout', { uid: 65534 }], ['stderr', { uid: 65534 }]])
  t.same(logs.position, { stdout: 3, stderr: 3 })
})

t.test('where one cannot be opened the other is closed', async (t) => {
  const stdout = target()
  const failing = openLogs(request, async (stream) => {
    if (stream === 'stderr') throw new Error('no room')
    return stdout
  })
  await t.rejects(failing, { code: 'CONTAINERIZER_ERR_SANDBOX_FAILED', message: 'Failed to open the logs of container one: no room' })
  t.same(stdout.calls, ['end'])
})
