#!/usr/bin/env node
import process from 'node:process'
import { runAgent } from './run-agent.ts'

process.exitCode = await runAgent({ argv: process.argv.slice(2), env: process.env, stdout: process.stdout, stderr: process.stderr })
