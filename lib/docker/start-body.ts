import type { CreateBody } from '../../types/docker-engine.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { executorBody } from './executor-body.ts'
import type { ExecutorForm } from './executor-body.ts'

export interface StartRequest {
  /** The executor's. */
  environment: Record<string, string>
  taskEnvironment: Record<string, string>
  signal: AbortSignal
}

/** What is started: the task itself, or the executor that will plan and start it once more by itself. The image of executors may have been removed since the agent began. */
export async function startBody (
  { executor, images }: Pick<DockerParts, 'executor' | 'images'>, run: DockerRun, body: CreateBody, { environment, taskEnvironment, signal }: StartRequest
): Promise<CreateBody> {
  if (run.taskName === undefined) return body
  const form = executor as ExecutorForm
  await images.ensure({ image: form.image, forcePull: false, directory: run.config.directory, signal })
  return executorBody(form, run, environment, taskEnvironment)
}
