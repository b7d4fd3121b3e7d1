#!/usr/bin/env node
import process from 'node:process'
import { execute } from '../execute/execute.ts'
import { terminalOf } from '../execute/terminal.ts'
import { packageVersion } from '../util/package-version.ts'

const interruption = new AbortController()
// Once each: a second Ctrl-C ends the process where the first got no answer.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort())

process.exitCode = await execute({
  argv: process.argv.slice(2),
  stdout: text => process.stdout.write(text),
  stderr: text => process.stderr.write(text),
  terminal: terminalOf(process.stderr),
  version: packageVersion,
  signal: interruption.signal
})
