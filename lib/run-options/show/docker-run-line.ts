import type { CreateBody } from '../../../types/index.ts'
import { fileFlags } from '../parameter-files.ts'
import type { ParameterFile } from '../parameter-files.ts'
import { bodyFlags } from './body-flags.ts'
import { hostFlags } from './host-flags.ts'
import type { ShownFlag } from './host-flags.ts'
import { networkFlags } from './network-flags.ts'
import { shellWord } from './shell-word.ts'

type Option = [flag: string, value: string | true]

/**
 * The docker command that makes such a container, of files that have not been read with these names. A profile of seccomp that stands
 * inline in the body has to be saved first, so a name stands in its place.
 */
export function dockerRunLine (name: string, body: CreateBody, files: ReadonlyArray<Pick<ParameterFile, 'key' | 'path'>> = []): string {
  const { Entrypoint: [entrypoint, ...before] = [], Cmd = [] } = body
  const options: Option[] = [
    ['name', name],
    ...files.filter(({ key }) => fileFlags.includes(key)).map(({ key, path }): Option => [key, path]),
    ...tabled(bodyFlags, body),
    ...networkFlags(body),
    ...logging(body),
    ...tabled(hostFlags, { ...body.HostConfig, SecurityOpt: (body.HostConfig['SecurityOpt'] as string[] | undefined)?.map(withoutProfile) }),
    ...health(body.Healthcheck),
    ...(entrypoint === undefined ? [] : [['entrypoint', entrypoint] as Option])
  ]
  const flags = options.map(([flag, value]) => value === true ? `--${flag}` : `--${flag}=${shellWord(value)}`)
  return ['docker run', ...flags, ...[body.Image, ...before, ...Cmd].map(shellWord)].join(' ')
}

function tabled (table: Readonly<Record<string, ShownFlag>>, fields: object): Option[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    const shown = table[key]
    return shown === undefined || value === undefined ? [] : shown[1](value).map((one): Option => [shown[0], one])
  })
}

function logging ({ HostConfig: { LogConfig } }: CreateBody): Option[] {
  if (LogConfig === undefined) return []
  return [['log-driver', LogConfig.Type], ...Object.entries(LogConfig.Config).map(([key, value]): Option => ['log-opt', `${key}=${value}`])]
}

function withoutProfile (option: string): string {
  return option.startsWith('seccomp={') ? 'seccomp=profile.json' : option
}

function health (check: Record<string, unknown> = {}): Option[] {
  const [kind, command] = check['Test'] as string[] | undefined ?? []
  const nanoseconds: Array<[string, string]> = [['Interval', 'health-interval'], ['Timeout', 'health-timeout'], ['StartPeriod', 'health-start-period']]
  return [
    ...(kind === 'NONE' ? [['no-healthcheck', true] as Option] : []),
    ...(command === undefined ? [] : [['health-cmd', command] as Option]),
    ...nanoseconds.flatMap(([key, flag]): Option[] => check[key] === undefined ? [] : [[flag, `${String(check[key])}ns`]]),
    ...(check['Retries'] === undefined ? [] : [['health-retries', String(check['Retries'])] as Option])
  ]
}
