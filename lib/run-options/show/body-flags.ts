import { list, pairs, text, whole } from './host-flags.ts'
import type { ShownFlag } from './host-flags.ts'

/** Fields of the create body itself in flags of docker run. What it attaches is what docker run attaches by itself. */
export const bodyFlags: Readonly<Record<string, ShownFlag>> = {
  Domainname: text('domainname'),
  Env: list('env'),
  Hostname: text('hostname'),
  Labels: pairs('label'),
  MacAddress: text('mac-address'),
  StopSignal: text('stop-signal'),
  StopTimeout: text('stop-timeout'),
  Tty: whole('tty'),
  User: text('user'),
  Volumes: ['volume', (paths: Record<string, object>) => Object.keys(paths)],
  WorkingDir: text('workdir')
}
