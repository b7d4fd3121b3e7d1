import type {} from 'fastify'
import type { ContainerizerChain } from './containerizer-chain.ts'
import type { FetcherService } from './fetcher.ts'
import type { ExecutorsService } from './running-executor.ts'
import type { MesosAgentService } from './agent-service.ts'
import type { DockerContainerizerService, MesosContainerizerService } from './containerizer-services.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The chain. There once one of this package's plugins is registered. */
    containerizers: ContainerizerChain
    /** There once the Docker containerizer's plugin is registered. */
    dockerContainerizer: DockerContainerizerService
    /** There once the Mesos containerizer's plugin is registered. */
    mesosContainerizer: MesosContainerizerService
    /** There once a containerizer of this package or the fetcher's plugin is registered. */
    fetcher: FetcherService
    /** There once the executors' plugin is registered. */
    executors: ExecutorsService
    /** There once the agent's plugin is registered. */
    mesosAgent: MesosAgentService
  }
}
