import t from 'tap'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { RotatingLogger } from '../../lib/sandbox/rotating-logger.ts'
import type { Rotated } from '../../lib/sandbox/rotating-file.ts'
import { MemoryStore } from '../fixtures/docker-parts.ts'

const defaults = { maxBytes: 10, files: 3, compress: false }

t.test('both streams are rotated, each for itself, and go on after a restart', async (t) => {
  const directory = t.testdir()
  const records = new MemoryStore<Rotated>()
  const request = { containerKey: 'one', directory, user: 'nobody' }
  const logs = await new RotatingLogger(defaults, records).open(request)
  await logs.write('stdout', Buffer.from('first\n'))
  await logs.write('stdout', Buffer.from('second\n'))
  await logs.write('stderr', Buffer.from('err\n'))
  await logs.end()
  const again = await new RotatingLogger(defaults, records).open(request)
  t.same(again.position, { stdout: 13, stderr: 4 })
  await again.end()
  t.same(readdirSync(directory).sort(), ['stderr', 'stdout', 'stdout.1'])
  t.equal(readFileSync(join(directory, 'stdout.1'), 'utf8'), 'first\n')
  for (const name of ['stdout', 'stdout.1']) t.same([statSync(join(directory, name)).uid, statSync(join(directory, name)).mode & 0o777], [65534, 0o644])
  await new RotatingLogger(defaults, records).forget('one')
  t.equal(records.map.size, 0)
})

t.test('a task may ask for other sizes, and what cannot be is refused with nothing left open', async (t) => {
  const directory = t.testdir()
  const open = (name: string, value: string) => new RotatingLogger(defaults, new MemoryStore()).open({
    containerKey: 'one', directory, commandInfo: { environment: { variables: [{ name, value }] } }
  })
  const logs = await open('CONTAINER_LOGGER_MAX_STDOUT_SIZE', '1MB')
  t.equal(logs.write('stdout', Buffer.alloc(1000)), undefined)
  await logs.end()
  t.same(readdirSync(directory).sort(), ['stderr', 'stdout'])
  const before = readdirSync('/proc/self/fd').length
  await t.rejects(open('CONTAINER_LOGGER_MAX_STDERR_SIZE', '1B'), { code: 'CONTAINERIZER_ERR_SANDBOX_FAILED', message: /CONTAINER_LOGGER_MAX_STDERR_SIZE must be at least/ })
  t.equal(readdirSync('/proc/self/fd').length, before)
})

t.test('what a task asks for is judged before anything is opened', async (t) => {
  const validate = (name: string, value: string) => new RotatingLogger(defaults, new MemoryStore()).validate({ commandInfo: { environment: { variables: [{ name, value }] } } })
  for (const name of ['CONTAINER_LOGGER_MAX_STDOUT_SIZE', 'CONTAINER_LOGGER_LOGROTATE_STDERR_OPTIONS']) {
    t.throws(() => validate(name, 'banana'), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: new RegExp(name) })
  }
  validate('CONTAINER_LOGGER_MAX_STDOUT_SIZE', '1MB')
})
