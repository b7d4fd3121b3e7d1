import t from 'tap'
import { engineRefused, engineTimeout, engineUnreachable } from '../../lib/engine/engine-error.ts'

t.test('a refusal carries the status and the text of the engine', async (t) => {
  t.match(engineRefused(409, 'name in use'), {
    code: 'CONTAINERIZER_ERR_ENGINE_REFUSED', engineStatus: 409, message: 'name in use'
  })
})

t.test('an unreachable engine is named by its socket, with the cause', async (t) => {
  const cause = new Error('connect ENOENT')
  t.match(engineUnreachable('/run/d.sock', cause), {
    code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE', message: 'Docker engine at /run/d.sock cannot be reached: connect ENOENT', cause
  })
})

t.test('a process without descriptors says nothing about the engine, and what helps', async (t) => {
  for (const code of ['EMFILE', 'ENFILE']) {
    t.match(engineUnreachable('/run/d.sock', Object.assign(new Error('connect'), { code })), {
      code: 'CONTAINERIZER_ERR_RESOURCE_EXHAUSTED',
      message: `No file descriptor is left to speak to the Docker engine at /run/d.sock (${code}): raise the limit of open files (ulimit -n)`
    })
  }
})

t.test('a timeout names the request and the limit', async (t) => {
  t.match(engineTimeout('GET /info', 5), {
    code: 'CONTAINERIZER_ERR_ENGINE_TIMEOUT', message: 'Docker engine did not answer GET /info within 5 ms'
  })
})
