#!/usr/bin/env node
import process from 'node:process'

const { argv: [, , ...argv], env, stdout, stderr } = process

// Either is loaded alone: who looks at a log need not wait for an agent.
if (argv[0] === 'logs') {
  const { runLogs } = await import('./run-logs.ts')
  process.exitCode = await runLogs({ argv: argv.slice(1), stdout, stderr })
} else {
  const { runAgent } = await import('./run-agent.ts')
  process.exitCode = await runAgent({ argv, env, stdout, stderr })
}
