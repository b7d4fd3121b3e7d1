import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import type { Test } from 'tap'
import { FileTail } from '../../lib/execute/file-tail.ts'

/** An agent with one file, answering as `/files/read` does. */
async function agentWith (t: Test, file: { bytes?: Buffer, status?: number, gone?: boolean }) {
  const paths = new Set<string | null>()
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url as string, 'http://agent')
    paths.add(pathname + ' ' + searchParams.get('path'))
    if (file.status !== undefined || file.bytes === undefined) {
      response.writeHead(file.status ?? 404).end('Failed\n')
      return
    }
    const offset = Number(searchParams.get('offset'))
    if (file.gone && offset !== -1) {
      response.writeHead(404).end()
      return
    }
    response.end(JSON.stringify(offset === -1
      ? { data: '', offset: file.bytes.length }
      : { data: file.bytes.subarray(offset, offset + Number(searchParams.get('length'))).toString(), offset }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.closeAllConnections(); server.close() })
  return { paths, tail: new FileTail(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, '/f/stdout') }
}

t.test('a file that is not there yet is empty', async t => {
  const { tail, paths } = await agentWith(t, {})
  t.equal(await tail.read(), '')
  t.same([...paths], ['/files/read /f/stdout'])
})

t.test('each call gives what was added, in as many pages as it takes', async t => {
  const file = { bytes: Buffer.alloc(150_000, 'a') }
  const { tail } = await agentWith(t, file)
  t.equal(await tail.read(), 'a'.repeat(150_000))
  t.equal(await tail.read(), '')
  file.bytes = Buffer.concat([file.bytes, Buffer.from('more')])
  t.equal(await tail.read(), 'more')
})

t.test('a character that is cut off is given out once it is whole', async t => {
  const file = { bytes: Buffer.from('1 €').subarray(0, 4) }
  const { tail } = await agentWith(t, file)
  t.equal(await tail.read(), '1 ')
  t.equal(await tail.read(), '')
  file.bytes = Buffer.from('1 €!')
  t.equal(await tail.read(), '€!')
})

t.test('a character across two pages comes out whole', async t => {
  const text = 'a'.repeat(65535) + '€b'
  const { tail } = await agentWith(t, { bytes: Buffer.from(text) })
  t.equal(await tail.read(), text)
})

t.test('the last call gives out the rest as it is', async t => {
  const { tail } = await agentWith(t, { bytes: Buffer.from('1 €').subarray(0, 4) })
  t.equal(await tail.read(true), '1 \ufffd')
})

t.test('bytes that are no text do not shift the position', async t => {
  const file = { bytes: Buffer.from([0xff, 0xff, 0x61, 0xff]) }
  const { tail } = await agentWith(t, file)
  t.equal(await tail.read(), '\ufffd\ufffda\ufffd')
  file.bytes = Buffer.concat([file.bytes, Buffer.from('b')])
  t.equal(await tail.read(), 'b')
})

t.test('an agent that refuses is an error', async t => {
  const { tail } = await agentWith(t, { status: 403 })
  await t.rejects(tail.read(), { code: 'CONTAINERIZER_ERR_MASTER_FAILED', message: 'Failed to read \'/f/stdout\': 403 Failed' })
})

t.test('a file that vanishes while it is read is empty', async t => {
  const { tail } = await agentWith(t, { bytes: Buffer.from('a'), gone: true })
  t.equal(await tail.read(), '')
})
