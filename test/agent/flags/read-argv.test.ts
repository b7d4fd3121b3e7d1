import t from 'tap'
import { readArgv } from '../../../lib/agent/flags/read-argv.ts'

t.test('names are lower-cased, values kept as they are', async t => {
  t.same(readArgv(['--PORT=5051', '--no-strict', ' --help ', '--resources=a=b']), [
    { name: 'port', text: '5051' }, { name: 'no-strict' }, { name: 'help' }, { name: 'resources', text: 'a=b' }
  ])
})

t.test('reading stops at --', async t => {
  t.same(readArgv(['--port=1', '--', '--port=2', 'word']), [{ name: 'port', text: '1' }])
})

t.test('a flag given twice is refused, also when one is its negation', async t => {
  t.throws(() => readArgv(['--port=1', '--port=2']), { message: 'Duplicate flag \'port\' on command line' })
  t.throws(() => readArgv(['--strict', '--no-strict']), { message: 'Duplicate flag \'no-strict\' on command line' })
})

t.test('a stray word is refused', async t => {
  t.throws(() => readArgv(['--port', '5051']), {
    code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: 'Unexpected argument \'5051\'; flags are written as --name=value'
  })
})
