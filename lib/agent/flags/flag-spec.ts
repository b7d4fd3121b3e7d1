/** How the text of a flag is read: durations become milliseconds, bytes become bytes, csv an array, json whatever the JSON says, path the name of a file (`file://` is taken off, it is not read). */
export type FlagKind = 'string' | 'path' | 'boolean' | 'integer' | 'number' | 'duration' | 'bytes' | 'csv' | 'json'

export interface FlagSpec {
  readonly kind: FlagKind
  /** In the flag's own text form, as an operator would type it. */
  readonly default?: string
  readonly required?: true
  readonly alias?: string
  /** A text that stands for itself though it is not of the kind. */
  readonly word?: string
  /** The value may carry credentials: it is left out of error texts and of what is shown of the flags. */
  readonly secret?: true
  readonly help: string
}

export type FlagTable = Readonly<Record<string, FlagSpec>>

interface KindValues {
  string: string
  path: string
  boolean: boolean
  integer: number
  number: number
  duration: number
  bytes: number
  csv: string[]
  json: unknown
}

type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : S

type Always<T extends FlagTable> = {
  [K in keyof T]: T[K] extends { readonly default: string } | { readonly required: true } ? K : never
}[keyof T]

/** The typed values of a table: camelCase keys; absent where a flag has no default and was not given. */
export type FlagValues<T extends FlagTable> =
  { [K in Always<T> & string as CamelCase<K>]: KindValues[T[K]['kind']] } &
  { [K in Exclude<keyof T, Always<T>> & string as CamelCase<K>]?: KindValues[T[K]['kind']] }

/** The key of a flag in the typed values: `work_dir` is `workDir`. */
export function camelCase (name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
}
