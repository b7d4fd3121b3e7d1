import t from 'tap'
import { dockerContainerizerSchema } from '../../lib/plugins/docker-containerizer-options.ts'
import { readOptions } from '../../lib/plugins/read-options.ts'

const read = (given: object) => readOptions('dockerContainerizer', dockerContainerizerSchema, given)

t.test('the defaults', async t => {
  t.strictSame(read({ workDir: '/w' }), {
    workDir: '/w',
    socketPath: '/var/run/docker.sock',
    sandboxDirectory: '/mnt/mesos/sandbox',
    defaultDns: [],
    cgroupsLimitSwap: false,
    limitDisk: false,
    enforceDiskQuota: false,
    diskWatchIntervalMs: 15_000,
    cgroupsEnableCfs: false,
    removeDelayMs: 0,
    stopTimeoutMs: 0,
    outputTimeoutMs: 60_000,
    engineLogMaxBytes: 20 * 1024 * 1024,
    engineLogMaxFiles: 5,
    containerLogger: 'sandbox',
    rotation: { maxBytes: 10 * 1024 * 1024, files: 5, compress: false },
    killOrphans: true,
    parallelPulls: 3,
    pullTimeoutMs: 7_200_000,
    pullBeginTimeoutMs: 300_000,
    pullStallTimeoutMs: 120_000,
    pullTries: 5,
    allowSandboxCredentialHelpers: false,
    keepCredentials: false,
    verifyImageAccess: false,
    imageHealth: false,
    policy: {},
    hooks: [],
    secretsDirectory: '/dev/shm',
    strict: false,
    engineWaitMs: 0,
    launchesWhileDown: 'wait',
    destroyOnClose: false
  })
})

t.test('every option may be given', async t => {
  const given = {
    workDir: '/w',
    agentId: 'a',
    socketPath: '/s',
    sandboxDirectory: '/m',
    defaultDns: [{ network: 'USER', networkName: 'n', nameservers: ['1.1.1.1'], search: ['s'], options: ['o'] }],
    cgroupsEnableCfs: true,
    removeDelayMs: 1,
    stopTimeoutMs: 2,
    outputTimeoutMs: 9,
    engineLogMaxBytes: 65536,
    engineLogMaxFiles: 2,
    containerLogger: { async open () {} },
    rotation: { maxBytes: 4096, files: 0, compress: true },
    killOrphans: false,
    frameworksHome: '/f',
    fetchStallTimeoutMs: 3,
    dockerConfig: { auths: {} },
    parallelPulls: 1,
    pullTimeoutMs: 5,
    pullBeginTimeoutMs: 8,
    pullStallTimeoutMs: 9,
    pullTries: 2,
    pullHeadroomBytes: 6,
    imageGc: { headroom: 0.5, intervalMs: 7, excluded: ['app:1'] },
    allowSandboxCredentialHelpers: true,
    keepCredentials: true,
    verifyImageAccess: true,
    imageHealth: true,
    policy: { privileged: true, hostPaths: { allow: ['/etc'], deny: ['/srv'] }, images: { deny: ['*'] } },
    hooks: [{ async beforeLaunch () {} }],
    secretResolver: { resolve: async () => new Uint8Array() },
    secretsDirectory: '/run/secrets',
    strict: true,
    cgroupsLimitSwap: true,
    limitDisk: true,
    enforceDiskQuota: true,
    diskWatchIntervalMs: 10,
    engineWaitMs: 4,
    launchesWhileDown: 'fail',
    destroyOnClose: true
  }
  t.strictSame(read(given), given)
  t.strictSame(read({ workDir: '/w', policy: 'mesos' }), { ...read({ workDir: '/w' }), policy: 'mesos' })
})

t.test('a wrong one is refused by name', async t => {
  const wrong: Array<[string, unknown]> = [
    ['workDir', 'relative'], ['agentId', ''], ['socketPath', 'docker.sock'], ['sandboxDirectory', 'mnt'], ['defaultDns', [{ network: 'HOST' }]],
    ['cgroupsEnableCfs', 'yes'], ['removeDelayMs', -1], ['stopTimeoutMs', '1'], ['killOrphans', 0], ['frameworksHome', 1],
    ['parallelPulls', 0], ['pullTimeoutMs', 0], ['pullBeginTimeoutMs', 0], ['pullStallTimeoutMs', 0], ['pullTries', 0], ['pullHeadroomBytes', 0.5], ['imageGc', true], ['imageGc', { headroom: 2 }], ['imageGc', { every: 1 }], ['allowSandboxCredentialHelpers', 1], ['keepCredentials', 1], ['verifyImageAccess', 1], ['imageHealth', 1], ['fetchStallTimeoutMs', 0], ['strict', 'no'], ['policy', 'none'], ['containerLogger', 'printer'], ['containerLogger', {}], ['rotation', { maxBytes: 1 }], ['rotation', { size: 1 }], ['secretResolver', {}], ['hooks', {}], ['hooks', [{ before: 1 }]], ['secretsDirectory', 'shm'], ['policy', { privilege: true }], ['policy', { hostPaths: { allow: ['etc'] } }], ['enforceDiskQuota', 1], ['diskWatchIntervalMs', 0], ['engineWaitMs', -5], ['launchesWhileDown', 'hope'], ['destroyOnClose', null]
  ]
  for (const [name, value] of wrong) {
    t.throws(() => read({ workDir: '/w', [name]: value }), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: new RegExp(`^dockerContainerizer: ${name}[:/]`) }, name)
  }
  t.throws(() => read({}), { message: /^dockerContainerizer: must have required property 'workDir'/ })
})
