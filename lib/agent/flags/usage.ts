import type { FlagTable } from './flag-spec.ts'

/** The text for `--help`: one paragraph per flag of the table, in its order, with defaults. */
export function usage (program: string, table: FlagTable): string {
  const paragraphs = Object.entries(table).map(([name, { kind, alias, default: standard, required, help }]) => {
    const forms = [name, ...(alias === undefined ? [] : [alias])].map(form => kind === 'boolean' ? `--[no-]${form}` : `--${form}=VALUE`)
    const remark = required ? ' (required)' : standard ? ` (default: ${standard})` : ''
    return `  ${forms.join(', ')}\n      ${help}${remark}\n`
  })
  return `Usage: ${program} [options]\n\n${paragraphs.join('')}`
}
