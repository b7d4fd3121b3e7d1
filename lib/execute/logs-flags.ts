import type { FlagTable } from '../agent/flags/flag-spec.ts'
import type { LoadedFlags } from '../agent/flags/load-table.ts'
import { loadTable } from '../agent/flags/load-table.ts'
import { errors } from '../errors.ts'

/** The flags of `mesos-agent logs`. */
export const logsFlagTable = {
  agent: { kind: 'string', default: '127.0.0.1:5051', help: 'Where the agent listens, as host:port.' },
  follow: { kind: 'boolean', default: 'false', help: 'Go on with what is written, until the container has ended.' },
  framework: { kind: 'string', help: 'Framework of the task, where several have one of that name.' },
  help: { kind: 'boolean', default: 'false', help: 'Print this text and exit.' },
  stderr: { kind: 'boolean', default: 'false', help: 'Print stderr only, unless stdout is asked for too.' },
  stdout: { kind: 'boolean', default: 'false', help: 'Print stdout only, unless stderr is asked for too.' },
  tail: { kind: 'integer', help: 'Begin with the last so many lines of each, instead of the first.' }
} as const satisfies FlagTable

export interface LogsRequest {
  flags: LoadedFlags<typeof logsFlagTable>
  /** A task, an executor or a container; '' with `--help`. */
  name: string
}

/** What the words after `logs` ask for: flags, and one name among them. Throws CONTAINERIZER_ERR_OPTION_INVALID. */
export async function loadLogsFlags (argv: readonly string[]): Promise<LogsRequest> {
  const names = argv.filter(word => !word.startsWith('-'))
  const flags = await loadTable({ argv: argv.filter(word => word.startsWith('-')), env: {}, table: logsFlagTable, unsupported: {} })
  if (names.length !== 1 && !flags.help) {
    const found = names.length === 0 ? 'none' : names.map(name => `'${name}'`).join(', ')
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Expecting one task, as in 'mesos-agent logs <task>', but found ${found}`)
  }
  return { flags, name: names[0] ?? '' }
}
