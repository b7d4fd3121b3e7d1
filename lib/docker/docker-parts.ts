import type { CheckpointStore } from '../../types/checkpoint.ts'
import type { ChecksFactory } from '../../types/checks.ts'
import type { Clock } from '../../types/clock.ts'
import type { CreateBody, DockerEngine } from '../../types/docker-engine.ts'
import type { Fetcher } from '../../types/fetcher.ts'
import type { LaunchGate } from '../../types/launch-gate.ts'
import type { ImageHealth } from '../../types/image-health.ts'
import type { ImageStore } from '../../types/images.ts'
import type { Log } from '../../types/log.ts'
import type { Metrics } from '../../types/metrics.ts'
import type { Policy } from '../../types/policy.ts'
import type { ContainerLogger, DiskMeters } from '../../types/sandbox.ts'
import type { SecretResolver } from '../../types/secrets.ts'
import type { SecretFiles } from '../sandbox/secret-files.ts'
import type { Resource, ValueScalar } from '../../types/mesos-v1.ts'
import type { DockerRun } from './docker-run.ts'
import type { ExecutorForm } from './executor-body.ts'
import type { LaunchHooks } from './launch-hooks.ts'
import type { CatchUp } from './output/catch-up.ts'
import type { LogAnchor } from './output/log-anchor.ts'
import type { Removals } from './removals.ts'

/** What the containerizer is made of: ports only, so that every one can be another's. */
export interface DockerParts {
  agentId: string
  /** Tells apart agents that were given one id. */
  workDirId: string
  engine: DockerEngine
  gate: LaunchGate
  images: ImageStore
  fetcher: Fetcher
  logger: ContainerLogger
  /** How much of the disk sandboxes take. */
  disk: DiskMeters
  runs: CheckpointStore<DockerRun>
  /** Base of persistent volumes, and of what an agent of Mesos left. Left out: there are none. */
  workDir?: string
  /** Where the engine's logs and the sandboxes' meet, for containers of which that is not both beginnings. */
  anchors: CheckpointStore<LogAnchor>
  catchUp: CatchUp
  createSandbox: (directory: string, user?: string) => Promise<void>
  /** Pure. Throws CONTAINERIZER_ERR_CONFIG_INVALID for what cannot be honoured. `files`: text of those that parameters name, once they have been read. */
  plan: (run: DockerRun, environment: Record<string, string>, files?: ReadonlyMap<string, string>) => CreateBody
  /** Pure. The engine's update body for new requests and limits. */
  planUpdate: (run: DockerRun, resources: Resource[], limits: Record<string, ValueScalar>) => Record<string, unknown>
  /** The checks of tasks. */
  checks: ChecksFactory
  /** Left out: what HEALTHCHECKs of images find out is not told. */
  imageHealth?: ImageHealth | undefined
  policy: Policy
  /** Host paths of this machine that no task may see, beside those that none of any machine may. */
  protectedPaths: readonly string[]
  /** Set where executors have containers of their own, which do not see what a host path leads to: tasks see what the policy allows, and no other. */
  onlyAllowed?: boolean
  secretResolver: SecretResolver
  secretFiles: Pick<SecretFiles, keyof SecretFiles>
  hooks: LaunchHooks
  clock: Clock
  log: Log
  metrics: Metrics
  removals: Pick<Removals, keyof Removals>
  /** How a task's executor gets a container of its own; left out: none does, tasks live with the agent. */
  executor?: ExecutorForm
  /** Grace of a destroy, in milliseconds. */
  stopTimeoutMs: number
  /** How long the end of a task waits for the end of its output, in milliseconds. */
  outputTimeoutMs: number
  /** Whether containers of ours that nobody asks for are removed. */
  killOrphans: boolean
}
