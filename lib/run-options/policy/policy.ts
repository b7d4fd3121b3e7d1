/** Patterns with `*` and `?`. What is in `deny` is refused, whatever `allow` says. */
export interface Rule { allow?: readonly string[], deny?: readonly string[] }

/**
 * What tasks may ask for. The first block is refused unless allowed; the second is allowed unless denied, and where it
 * has an `allow`, nothing else is.
 */
export interface PolicyRules {
  privileged?: boolean
  /** Beyond the engine's default set: `CAP_NET_ADMIN`, `ALL`. */
  capabilities?: Rule
  /** Host paths of devices, `gpus`, or device rules such as `c 13:* rwm`. */
  devices?: Rule
  /** `pid=host`, `ipc=host`, `uts=host`, `userns=host`, and those of other containers: `pid=container:<name>`. */
  namespaces?: Rule
  /** `seccomp=unconfined`, `apparmor=unconfined`, `systempaths=unconfined`, `label=disable` or another own profile. */
  securityOptions?: Rule
  /** Absolute paths without patterns, each with all below it. */
  hostPaths?: Rule

  images?: Rule
  volumeDrivers?: Rule
  runtimes?: Rule
  /** Names of raw parameters. */
  parameters?: Rule
}

/** `mesos` allows all that the original allowed. */
export type Policy = 'mesos' | PolicyRules

export interface PolicyContext {
  /** Keys of DockerInfo's parameters. */
  parameters: readonly string[]
  /** The task's own sandbox, which it may show to itself wherever it lies. */
  sandbox: string
  /** Of this machine, beside /etc and the like: work_dir, the engine's socket, its data root. */
  protectedPaths: readonly string[]
  /** The path without symbolic links; what is not there yet stays as it is named. */
  resolve: (path: string) => string
}
