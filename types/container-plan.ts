import type { CreateBody } from './docker-engine.ts'
import type { ContainerID, FrameworkID } from './mesos-v1.ts'

/** Something that was settled for a container: by the task, by a default, or by a rule. */
export interface PlanDecision {
  /** A field of the create body, or a rule of the policy. */
  field: string
  value: unknown
  reason: string
}

/** What a launch would ask of the engine. Values of secrets stand nowhere in it. */
export interface ContainerPlan {
  /** The docker command that makes such a container, quoted for a shell. */
  command: string
  /** The body of the create call; the image is pinned to its digest only when it was pulled. */
  body: CreateBody
  decisions: PlanDecision[]
}

export interface PlanOptions {
  /** Part of the container's name and of its sandbox' path. Default: the id `plan`. */
  containerId?: ContainerID
  /** Of a TaskInfo that is planned. Default: the id `plan`. */
  frameworkId?: FrameworkID
  /** Environment that the agent would give. */
  environment?: Record<string, string>
}
