import { newDraft } from '../../../lib/run-options/draft.ts'
import type { Draft } from '../../../lib/run-options/draft.ts'
import type { Flag } from '../../../lib/run-options/flags/flag.ts'

/** Applies `flag=value` pairs of one table to a new draft; a refusal is thrown as an error with the rule as its message. */
export function applyFlags (table: Record<string, Flag>, ...pairs: string[]): Draft {
  return applyWithFiles(table, undefined, ...pairs)
}

/** The same with files that have been read. */
export function applyWithFiles (table: Record<string, Flag>, files: ReadonlyMap<string, string> | undefined, ...pairs: string[]): Draft {
  const draft = newDraft('i', files)
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    const flag = table[pair.slice(0, at)]
    if (flag === undefined) throw new Error(`no flag ${pair}`)
    flag(draft, pair.slice(at + 1), (rule) => { throw new Error(rule) })
  }
  return draft
}
