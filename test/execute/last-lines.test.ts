import t from 'tap'
import { lastLines } from '../../lib/execute/last-lines.ts'
import { SandboxAgent } from '../fixtures/sandbox-agent.ts'

t.test('the last lines begin after the newline before them', async t => {
  const agent = await SandboxAgent.listen(t)
  const rest = async (content: string | null, count: number) => {
    agent.run('f', 'e', 'c', content === null ? {} : { stdout: content })
    return (content ?? '').slice(await lastLines(agent.url, `/frameworks/f/executors/e/runs/c/${content === null ? 'none' : 'stdout'}`, count))
  }
  t.equal(await rest('a\nb\nc\n', 1), 'c\n')
  t.equal(await rest('a\nb\nc\n', 2), 'b\nc\n')
  t.equal(await rest('a\nb\nc', 2), 'b\nc', 'a last line without its newline')
  t.equal(await rest('a\n\n', 1), '\n', 'an empty line')
  t.equal(await rest('\na', 2), '\na', 'a newline at the beginning')
  t.equal(await rest('\na', 1), 'a')
  t.equal(await rest('a\nb\n', 9), 'a\nb\n', 'no more than there are')
  t.equal(await rest('a\nb\n', 0), '')
  t.equal(await rest('', 1), '')
  t.equal(await rest('\n', 1), '\n')
  t.equal(await rest(null, 3), '', 'a file that is not there')
})

t.test('lines are longer than what is read at once', async t => {
  const agent = await SandboxAgent.listen(t)
  const long = 'x'.repeat(150_000)
  agent.run('f', 'e', 'c', { stdout: `first\n${long}\n${long}\n` })
  t.equal(await lastLines(agent.url, '/frameworks/f/executors/e/runs/c/stdout', 2), 'first\n'.length)
  t.equal(await lastLines(agent.url, '/frameworks/f/executors/e/runs/c/stdout', 1), 'first\n'.length + 150_001)
})
