import t from 'tap'
import { readRunRequest } from '../../lib/composing/read-run-request.ts'
import type { RunRequest } from '../../types/running-container.ts'

t.test('a request that is right is taken, without what is undefined', async t => {
  const { signal } = new AbortController()
  const request = { id: 'c1', directory: '/s', command: 'true', env: {}, user: 'nobody', cpus: 1, memory: 32, uris: [], container: { type: 'DOCKER' as const }, task: {}, signal }
  t.strictSame(readRunRequest({ ...request, image: undefined } as unknown as RunRequest), request)
  t.strictSame(readRunRequest({ image: 'i', command: ['/bin/true'] }), { image: 'i', command: ['/bin/true'] })
})

t.test('each wrong field is named with its rule, and nothing secret', async t => {
  const wrong: Array<[object, string]> = [
    [{ imag: 'i' }, 'imag: there is no such field; there are id, directory, image, command, env, user, cpus, memory, uris, container, task, signal'],
    [{ toString: 'i' }, 'toString: there is no such field; there are id, directory, image, command, env, user, cpus, memory, uris, container, task, signal'],
    [{ id: '' }, 'id must be a text that is not empty'],
    [{ directory: 'here' }, 'directory must be an absolute path'],
    [{ command: [] }, 'command must be a text for the shell, or a list of a program and its arguments'],
    [{ command: ['a', 1] }, 'command must be a text for the shell, or a list of a program and its arguments'],
    [{ env: { PASSWORD: 7 } }, 'env must be an object of texts'],
    [{ env: ['A=b'] }, 'env must be an object of texts'],
    [{ cpus: 0 }, 'cpus must be a number above 0, not 0'],
    [{ memory: Infinity }, 'memory must be a number above 0, not Infinity'],
    [{ memory: '64' }, 'memory must be a number above 0'],
    [{ uris: {} }, 'uris must be a list'],
    [{ container: null }, 'container must be an object'],
    [{ task: { command: {} } }, 'task.command: there is no such field; there are name, healthCheck, check, killPolicy, maxCompletionTime, labels, limits'],
    [{ signal: 9 }, 'signal must be an AbortSignal, not 9'],
    [{ image: 'i', container: {} }, 'image must not stand beside container, which names its own']
  ]
  for (const [request, message] of wrong) {
    t.throws(() => readRunRequest(request as RunRequest), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `run: ${message}` }, message)
  }
})
