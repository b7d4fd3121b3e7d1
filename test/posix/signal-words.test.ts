import t from 'tap'
import { signalWords } from '../../lib/posix/signal-words.ts'

t.test('signals have the names of strsignal(3)', async (t) => {
  t.equal(signalWords(1), 'Hangup')
  t.equal(signalWords(9), 'Killed')
  t.equal(signalWords(15), 'Terminated')
  t.equal(signalWords(31), 'Bad system call')
  t.equal(signalWords(35), 'Real-time signal 1')
})
