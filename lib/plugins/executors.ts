import { hostname } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import fp from 'fastify-plugin'
import type { FastifyInstance } from 'fastify'
import type {} from '../../types/fastify.ts'
import { agentIdentity } from '../agent/agent-identity.ts'
import { executorAddress } from '../agent/executors/executor-address.ts'
import type { ExecutorRecord } from '../agent/executors/executor-record.ts'
import { ExecutorRunner } from '../agent/executors/executor-runner.ts'
import { isExecutorRecord } from '../agent/executors/is-executor-record.ts'
import { loadTokens } from '../agent/executors/load-tokens.ts'
import { HOST, OwnExecutors } from '../agent/executors/own-executors.ts'
import { FileCheckpointStore } from '../checkpoint/file-checkpoint-store.ts'
import { prepareSandboxPath } from '../checkpoint/prepare-sandbox-path.ts'
import { exitCodeOf } from '../composing/end-of.ts'
import { handOn } from '../composing/hand-on.ts'
import { readRunRequest } from '../composing/read-run-request.ts'
import { runConfig } from '../composing/run-config.ts'
import { errors } from '../errors.ts'
import { deferred } from '../util/deferred.ts'
import { systemClock } from '../util/system-clock.ts'
import { ensureContainerizers } from './containerizers.ts'
import { executorApi } from './executor-api.ts'
import { executorListener } from './executor-listener.ts'
import { readOptions } from './read-options.ts'

/** Options of the executors' plugin; where a flag of the Mesos agent is meant, its name is given. */
export interface ExecutorsOptions {
  /** `work_dir`: absolute host path of sandboxes and records. */
  workDir: string
  /** Address of this host at which executors on its network reach the app. Default 127.0.0.1. */
  ip?: string
  /** `executor_ip`: listened on too, for executors with a network of their own. */
  executorIp?: string
  /** `jwt_secret_key`: absolute path of a key; with it executors have to show their token. */
  jwtSecretKey?: string
  /** `executor_registration_timeout` in milliseconds. Default 60000. */
  registrationTimeoutMs?: number
  /** `executor_reregistration_timeout` in milliseconds. Default 2000. */
  reregistrationTimeoutMs?: number
  /** `recovery_timeout` in milliseconds: how long executors wait for a host that is away. Default 900000. */
  recoveryTimeoutMs?: number
}

type Unset = 'executorIp' | 'jwtSecretKey'
type ReadExecutorsOptions = Required<Omit<ExecutorsOptions, Unset>> & Pick<ExecutorsOptions, Unset>

const path = { type: 'string', pattern: '^/' }
const text = { type: 'string', minLength: 1 }
const milliseconds = { type: 'number', exclusiveMinimum: 0 }
const schema = {
  type: 'object',
  required: ['workDir'],
  properties: {
    workDir: path,
    ip: { ...text, default: '127.0.0.1' },
    executorIp: text,
    jwtSecretKey: path,
    registrationTimeoutMs: { ...milliseconds, default: 60_000 },
    reregistrationTimeoutMs: { ...milliseconds, default: 2000 },
    recoveryTimeoutMs: { ...milliseconds, default: 900_000 }
  }
}
const GRACE_MS = 5000

async function plugin (app: FastifyInstance, given: ExecutorsOptions): Promise<void> {
  const { workDir, ip, executorIp, jwtSecretKey, ...timeouts } = readOptions<ReadExecutorsOptions>('executors', schema, given)
  if (app.hasDecorator('mesosAgent')) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID('executors: the agent serves executors already, frameworks give it theirs')
  const chain = await ensureContainerizers(app)
  const { agentId } = await agentIdentity(workDir)
  const tokens = await loadTokens({ authenticateHttpExecutors: jwtSecretKey !== undefined, ...(jwtSecretKey && { jwtSecretKey }) })
  const agentInfo = { hostname: hostname(), id: { value: agentId }, port: 0 }
  const runner = new ExecutorRunner({
    ...timeouts,
    agentInfo,
    ip,
    containerizers: chain,
    prepareDirectory: (frameworkId, executorId, containerId) => prepareSandboxPath({ workDir, agentId, frameworkId, executorId, containerId }),
    records: new FileCheckpointStore<ExecutorRecord>(join(workDir, 'meta', 'slaves', agentId, 'host-executors'), { durable: false, isRecord: isExecutorRecord }),
    address (container) {
      if (agentInfo.port === 0) throw new errors.CONTAINERIZER_ERR_LAUNCH_FAILED('the app does not listen yet, an executor would not reach it')
      return executorAddress(container, { ip, executorIp, port: agentInfo.port })
    },
    tokens,
    variables: {},
    shutdownGracePeriodMs: GRACE_MS,
    switchUser: true,
    clock: systemClock,
    log: app.log,
    metrics: chain.metrics
  })
  const own = new OwnExecutors({ runner, exitCodeOf, config: (id, request) => runConfig(id, workDir, readRunRequest(request)), hand: id => handOn(chain, id) })
  await runner.load()
  own.recover()
  app.decorate('executors', own)

  const listening = deferred<void>()
  app.addHook('onListen', async () => {
    const [address] = app.addresses() as [AddressInfo]
    agentInfo.port = address.port
    listening.resolve()
  })
  let settled = false
  const recovered = chain.recovered.then(() => {
    runner.settle()
    settled = true
  })
  Promise.all([recovered, listening.promise]).then(() => runner.expectBack(), () => {})
  app.addHook('onClose', async () => {
    await runner.close()
    own.letGo()
  })
  await app.register(executorApi, { runner, tokens, recovered: () => settled, hasFramework: ({ value }) => value === HOST.id?.value })
  if (executorIp !== undefined) await app.register(executorListener, { ip: executorIp })
}

/**
 * Custom executors for a host without Mesos: `app.executors`. They reach the app over HTTP, so it must listen before the first task. Boot fails
 * with a CONTAINERIZER_ERR_* error when an option is wrong, and beside the agent's plugin.
 */
export const executors = fp(plugin, { name: 'executors', fastify: '5.x' })
