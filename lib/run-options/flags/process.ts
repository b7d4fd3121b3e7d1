import { constants } from 'node:os'
import { assign } from '../assign.ts'
import { parseBoolean } from '../parse/boolean.ts'
import { parseInteger } from '../parse/integer.ts'
import { parseKeyValue } from '../parse/key-value.ts'
import { hostBoolean, hostText } from './flag.ts'
import type { Flag } from './flag.ts'
import { fromFile } from './from-file.ts'

/** Labels below these say whose a container is and what its framework said of it. */
const RESERVED = /^(fastify-docker-containerizer|mesos)\./

/** Of a name given twice the later value counts, over the task's own variables too. */
const env: Flag = ({ body }, value, refuse) => {
  const [name] = parseKeyValue(value) ?? refuse('must be NAME=value: a bare name would take the value from the agent')
  body.Env = [...(body.Env ?? []).filter((line) => !line.startsWith(`${name}=`)), value]
}

const label: Flag = ({ body }, value, refuse) => {
  if (value === '' || value.startsWith('=')) refuse('must be key or key=value')
  const [key, text] = parseKeyValue(value) ?? [value, '']
  if (RESERVED.test(key)) refuse('must not begin with fastify-docker-containerizer. or mesos.: these labels are given by the agent')
  assign(body, 'Labels', { [key]: text })
}

const workdir: Flag = ({ body }, value, refuse) => {
  body.WorkingDir = value.startsWith('/') ? value : refuse('must be an absolute path')
}

const stopSignal: Flag = ({ body }, value, refuse) => {
  const number = parseInteger(value)
  const known = number === undefined ? `SIG${value.replace(/^SIG/, '')}` in constants.signals : number >= 1 && number <= 64
  body.StopSignal = known ? value : refuse('must be a signal by name or number')
}

const stopTimeout: Flag = ({ body }, value, refuse) => {
  body.StopTimeout = parseInteger(value) ?? refuse('must be a whole number of seconds')
}

const tty: Flag = ({ body }, value, refuse) => {
  body.Tty = parseBoolean(value) ?? refuse('must be true or false')
}

export const processFlags: Record<string, Flag> = {
  entrypoint: ({ body }, value) => { body.Entrypoint = [value] },
  env,
  'env-file': fromFile(env),
  init: hostBoolean('Init'),
  label,
  'label-file': fromFile(label),
  runtime: hostText('Runtime'),
  'stop-signal': stopSignal,
  'stop-timeout': stopTimeout,
  tty,
  user: ({ body }, value) => { body.User = value },
  workdir
}
