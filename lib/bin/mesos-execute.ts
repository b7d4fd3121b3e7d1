#!/usr/bin/env node
import { createRequire } from 'node:module'
import { execute } from '../execute/execute.ts'

const interruption = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort())

const { version } = createRequire(import.meta.url)('fastify-docker-containerizer/package.json') as { version: string }

process.exitCode = await execute({
  argv: process.argv.slice(2),
  stdout: text => process.stdout.write(text),
  stderr: text => process.stderr.write(text),
  version,
  signal: interruption.signal
})
