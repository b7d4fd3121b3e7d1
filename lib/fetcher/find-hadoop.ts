import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** A client program and the environment it is run with. */
export interface HadoopClient { program: string, env: Record<string, string> }

/** Of the agent's own variables only these say nothing about the agent itself. */
const KEPT = new Set(['MESOS_EXTERNAL_LOG_FILE', 'MESOS_INITIALIZE_DRIVER_LOGGING', 'MESOS_LOG_DIR', 'MESOS_LOGBUFSECS', 'MESOS_LOGGING_LEVEL', 'MESOS_QUIET'])

/**
 * The hadoop client below `home`, else below HADOOP_HOME, else on PATH; undefined where there is none. Unlike Mesos, whose queries
 * of sizes ignore the flag, every call gets the same one.
 */
export function findHadoop (env: Environment, home = env['HADOOP_HOME'] || undefined): HadoopClient | undefined {
  const places = home === undefined ? (env['PATH'] ?? '').split(delimiter) : [join(home, 'bin')]
  const program = places.map((place) => join(place, 'hadoop')).find(isExecutable)
  if (program === undefined) return undefined
  const passed = Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined && (KEPT.has(pair[0]) || !/^(LIBPROCESS|MESOS)_/.test(pair[0])))
  return { program, env: { ...Object.fromEntries(passed), ...home !== undefined && { HADOOP_HOME: home } } }
}

function isExecutable (path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
