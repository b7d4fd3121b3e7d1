import type { ChildProcess } from 'node:child_process'

export function listeningAt (agent: ChildProcess): Promise<string>
