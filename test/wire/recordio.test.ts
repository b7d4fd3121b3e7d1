import t from 'tap'
import { encodeRecord, RecordDecoder } from '../../lib/wire/recordio.ts'

const refused = (message: string) => ({ code: 'CONTAINERIZER_ERR_WIRE_INVALID', message })

t.test('a record is its length in bytes, a newline and the payload', async (t) => {
  t.equal(encodeRecord(Buffer.from('grün')).toString(), '5\ngrün')
  t.equal(encodeRecord(new Uint8Array()).toString(), '0\n')
})

t.test('records are found however the chunks fall', async (t) => {
  const payloads = ['hello', '', 'a\n12\nb', 'x'.repeat(300)]
  const stream = Buffer.concat(payloads.map((payload) => encodeRecord(Buffer.from(payload))))
  for (const size of [1, 2, 3, 7, 100, stream.length]) {
    const decoder = new RecordDecoder()
    const found = []
    for (let at = 0; at < stream.length; at += size) found.push(...decoder.push(stream.subarray(at, at + size)))
    t.strictSame(found.map(String), payloads)
    t.ok(decoder.idle)
  }
})

t.test('a decoder is idle only between records', async (t) => {
  const decoder = new RecordDecoder()
  t.ok(decoder.idle)
  decoder.push(Buffer.from('1'))
  t.notOk(decoder.idle)
  decoder.push(Buffer.from('\n'))
  t.notOk(decoder.idle)
  decoder.push(Buffer.from('x'))
  t.ok(decoder.idle)
})

t.test('a length that is not decimal is refused', async (t) => {
  const push = (text: string) => new RecordDecoder().push(Buffer.from(text))
  t.throws(() => push('-1\nx'), refused("Failed to read RecordIO: '-1' is not the length of a record"))
  t.throws(() => push('{"type":"FLY"}'), refused("Failed to read RecordIO: '{\"type\":\"FLY\"}' is not the length of a record"))
  t.throws(() => push('\n'), refused('Failed to read RecordIO: a record has no length'))
  t.throws(() => push('1'.repeat(1000)), refused(`Failed to read RecordIO: '${'1'.repeat(21)}' is not the length of a record`))
})

t.test('a record beyond the limit is refused before it is read', async (t) => {
  const decoder = new RecordDecoder(4)
  t.strictSame(decoder.push(Buffer.from('4\nabcd')).map(String), ['abcd'])
  t.throws(() => decoder.push(Buffer.from('5\n')), refused('Failed to read RecordIO: a record of 5 bytes exceeds the limit of 4'))
  t.throws(() => new RecordDecoder().push(Buffer.from('67108865\n')), refused('Failed to read RecordIO: a record of 67108865 bytes exceeds the limit of 67108864'))
})
