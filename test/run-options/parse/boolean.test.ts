import t from 'tap'
import { parseBoolean } from '../../../lib/run-options/parse/boolean.ts'

t.test('takes the spellings of the CLI and no others', async (t) => {
  for (const word of ['1', 't', 'T', 'true', 'True', 'TRUE']) t.equal(parseBoolean(word), true, word)
  for (const word of ['0', 'f', 'F', 'false', 'False', 'FALSE']) t.equal(parseBoolean(word), false, word)
  for (const word of ['', 'yes', 'tRUE', ' 1']) t.equal(parseBoolean(word), undefined, word)
})
