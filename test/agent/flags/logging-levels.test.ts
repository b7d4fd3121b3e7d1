import t from 'tap'
import { levelProblem, loggingLevels } from '../../../lib/agent/flags/logging-levels.ts'

t.test('a level is one of three', async t => {
  for (const name of Object.keys(loggingLevels)) t.equal(levelProblem(name), undefined)
  t.equal(levelProblem('LOUD'), "'LOUD' is not a valid logging level")
})
