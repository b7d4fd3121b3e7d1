import type { CommandTaskCapable, Containerizer, ExecCapable, SignalCapable } from './containerizer.ts'
import type { Metrics } from './metrics.ts'
import type { RunningContainer, RunRequest } from './running-container.ts'

export interface ChainMembership {
  /** Called once when the app closes, after the server has; it must leave containers running. */
  close?: () => void | Promise<void>
  /** Its containers are destroyed as the app begins to close, once launches are refused and a recovery under way has finished. */
  destroyOnClose?: boolean
  /** Absolute host path below which containers get a sandbox whose request names none; that of the first who has one counts. */
  sandboxes?: string
}

/** `app.containerizers`: every containerizer of the host behind one interface. */
export interface ContainerizerChain extends Containerizer, CommandTaskCapable, SignalCapable, ExecCapable {
  /**
   * Joins the chain. Possible until the app is ready; afterwards, or for a name that is taken, throws
   * CONTAINERIZER_ERR_OPTION_INVALID. Whoever is registered but not named by the `containerizers` option is left out.
   */
  register (containerizer: Containerizer, membership?: ChainMembership): void

  /**
   * Starts a container and resolves when it runs, or has been spoken for: see its statuses. Rejects as `launch` does, with CONTAINERIZER_ERR_CONFIG_INVALID
   * for what is wrong in the request, and with CONTAINERIZER_ERR_LAUNCH_FAILED when no containerizer takes it or the id is known.
   */
  run (request: RunRequest): Promise<RunningContainer>

  /** Before the app is ready: who has joined so far. From then on: the links in the order in which they are asked. */
  readonly names: string[]

  /** Where the app's plugins count; the operator API shows it. */
  readonly metrics: Metrics

  /** Resolves when every link has recovered and launches are taken; rejects with what made recovery fail or never begin. */
  readonly recovered: Promise<void>
}
