import type { AgentCallReadLog, AgentResponseReadLogData } from '../../../types/mesos-v1.ts'
import { containerKey } from '../../util/container-key.ts'
import type { Answer } from './answer.ts'
import type { SandboxFiles } from './sandbox-files.ts'

/**
 * READ_LOG of clusterd: what a container has written, from an offset of each stream on. Unlike there, also of a docker container the files
 * of the sandbox are read, not the engine's copy: they have every byte, and stay when the container is removed.
 */
export async function readLog (files: SandboxFiles, { source, containerId, stdoutOffset = 0, stderrOffset = 0, length }: AgentCallReadLog): Promise<Answer> {
  if (source === 'AGENT') return { status: 404, text: 'The log of this agent goes to its standard error, not to a file' }
  const id = containerKey(containerId!)
  const sandbox = Object.values(await files.attached()).find((path) => path.endsWith(`/runs/${id}`))
  if (sandbox === undefined) return { status: 404, text: `Container '${id}' not found` }
  const read = async (name: string, offset: number): Promise<AgentResponseReadLogData | undefined> => {
    const part = await files.read(`${sandbox}/${name}`, offset, length)
    return 'data' in part ? part : undefined
  }
  const [stdout, stderr] = [await read('stdout', stdoutOffset), await read('stderr', stderrOffset)]
  return { status: 200, response: { type: 'READ_LOG', readLog: { ...(stdout === undefined ? {} : { stdout }), ...(stderr === undefined ? {} : { stderr }) } } }
}
