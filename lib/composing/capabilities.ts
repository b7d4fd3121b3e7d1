import type { CommandTaskCapable, Containerizer, ExecCapable, SignalCapable } from '../../types/containerizer.ts'

/** True for a containerizer that runs command tasks itself: it tells their statuses and can be asked to kill them. */
export function isCommandTaskCapable (c: Containerizer): c is Containerizer & CommandTaskCapable {
  return 'onTaskStatus' in c && typeof c.onTaskStatus === 'function' && 'killTask' in c && typeof c.killTask === 'function'
}

/** True for a containerizer that can send signals to what runs in its containers. */
export function isSignalCapable (c: Containerizer): c is Containerizer & SignalCapable {
  return 'kill' in c && typeof c.kill === 'function'
}

/** True for a containerizer that can run commands where its containers are. */
export function isExecCapable (c: Containerizer): c is Containerizer & ExecCapable {
  return 'exec' in c && typeof c.exec === 'function'
}
