import t from 'tap'
import { isEngineError, isUnreadable } from '../../../lib/docker/output/unreadable.ts'

t.test('a driver without a log and a container that is gone cannot be read', async (t) => {
  t.ok(isUnreadable({ engineStatus: 501, message: 'configured logging driver does not support reading' }))
  t.ok(isUnreadable({ engineStatus: 404, message: 'No such container: c' }))
  t.ok(isUnreadable({ engineStatus: 409, message: 'can not get logs from container which is dead or marked for removal' }))
  t.notOk(isUnreadable({ engineStatus: 500, message: 'something else' }))
  t.notOk(isUnreadable({ engineStatus: 500 }))
  t.notOk(isUnreadable(new Error('logging driver')), 'the engine did not say so')
})

t.test('errors of the engine are told from those of writing', async (t) => {
  t.ok(isEngineError({ code: 'CONTAINERIZER_ERR_ENGINE_TIMEOUT' }))
  t.notOk(isEngineError({ code: 'ENOSPC' }))
  t.notOk(isEngineError(new Error('any')))
})
