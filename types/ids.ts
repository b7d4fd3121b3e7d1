import type { ContainerID } from './mesos-v1.ts'

/**
 * A ContainerID as one text: `root.child.grandchild`, root first. Two ids are the same container
 * exactly when their texts are equal, so this is the key used in maps, file names and log lines.
 */
export type ContainerKey = string

export type { ContainerID }
