import t from 'tap'
import { readLines } from '../../lib/engine/read-lines.ts'

async function lines (...chunks: Buffer[]): Promise<string[]> {
  async function * source (): AsyncGenerator<Buffer> { yield * chunks }
  const out: string[] = []
  for await (const line of readLines(source())) out.push(line)
  return out
}

t.test('lines come whole whatever the cuts, characters untorn', async (t) => {
  const bytes = Buffer.from('{"a":"é"}\r\n\r\n{"b":"日本"}\n')
  for (let cut = 0; cut <= bytes.length; cut++) {
    t.same(await lines(bytes.subarray(0, cut), bytes.subarray(cut)), ['{"a":"é"}', '{"b":"日本"}'])
  }
})

t.test('several lines of one chunk and a last one without its end all come', async (t) => {
  t.same(await lines(Buffer.from('1\n2\n'), Buffer.from('3')), ['1', '2', '3'])
})
