import type { ContainerID, FrameworkID, Secret } from './mesos-v1.ts'

export interface SecretRequest {
  containerId: ContainerID
  /** Unset for a standalone container. */
  frameworkId?: FrameworkID
  /** Where the container asks for it, such as `command.environment "TOKEN"`. */
  field: string
  /** Aborted with the launch. */
  signal: AbortSignal
}

/** Gives the values of secrets, those that stand inline included. Asked once for each use, right before the container is created. */
export interface SecretResolver {
  /**
   * Rejects when there is no such secret: the launch then fails without the words of the rejection, which may hold what they
   * should not. The value is kept nowhere after the start, and never logged.
   */
  resolve (secret: Secret, request: SecretRequest): Promise<Uint8Array>
}
