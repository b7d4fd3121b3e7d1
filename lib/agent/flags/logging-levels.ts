/** Values of `--logging_level`, and what a logger calls them. */
export const loggingLevels: Readonly<Record<string, 'info' | 'warn' | 'error'>> = { INFO: 'info', WARNING: 'warn', ERROR: 'error' }

/** Why a text is none of them, in the original's words. */
export function levelProblem (text: string): string | undefined {
  return loggingLevels[text] === undefined ? `'${text}' is not a valid logging level` : undefined
}
