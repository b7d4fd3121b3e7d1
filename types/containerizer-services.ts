import type { CommandTaskCapable, Containerizer, SignalCapable } from './containerizer.ts'

/** `app.dockerContainerizer`: the Docker containerizer by itself, past the chain. */
export type DockerContainerizerService = Containerizer & CommandTaskCapable & SignalCapable

/** `app.mesosContainerizer`: the containerizer of plain processes by itself, past the chain. */
export type MesosContainerizerService = Containerizer & CommandTaskCapable & SignalCapable
