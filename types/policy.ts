/** Patterns with `*` (any characters) and `?` (one). What is in `deny` is refused, whatever `allow` says. */
export interface PolicyRule { allow?: readonly string[], deny?: readonly string[] }

/**
 * What tasks may ask for. The first block is refused unless allowed; the second is allowed unless denied, and where it
 * has an `allow`, nothing else is.
 */
export interface PolicyRules {
  privileged?: boolean
  /** Beyond the engine's default set: `CAP_NET_ADMIN`, `ALL`. */
  capabilities?: PolicyRule
  /** Host paths of devices, `gpus` as a parameter, or device rules such as `c 13:* rwm`. */
  devices?: PolicyRule
  /** `pid=host`, `ipc=host`, `uts=host`, `userns=host`, and those of other containers: `pid=container:<name>`. */
  namespaces?: PolicyRule
  /** `seccomp=unconfined`, `apparmor=unconfined`, `systempaths=unconfined`, `label=disable` or another own profile. */
  securityOptions?: PolicyRule
  /** Absolute paths without patterns, each with all below it. Allows what is protected, denies what is not. */
  hostPaths?: PolicyRule

  /** As the task writes them or in full: `docker.io/library/busybox:1`. */
  images?: PolicyRule
  volumeDrivers?: PolicyRule
  runtimes?: PolicyRule
  /** Names of raw parameters. */
  parameters?: PolicyRule
}

/** `mesos` allows all that the original allowed. */
export type Policy = 'mesos' | PolicyRules
