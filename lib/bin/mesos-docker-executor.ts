#!/usr/bin/env node
import process from 'node:process'
import { runDockerExecutor } from '../docker-executor/run-docker-executor.ts'

const interruption = new AbortController()
// Once each: a second one ends the process.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort())

process.exitCode = await runDockerExecutor({
  argv: process.argv.slice(2), env: process.env, stdout: process.stdout, stderr: process.stderr, signal: interruption.signal
})
