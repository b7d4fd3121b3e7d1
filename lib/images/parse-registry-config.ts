import type { RegistryAuth } from '../../types/docker-engine.ts'
import { errors } from '../errors.ts'
import { hostOf, serverOf } from './registry-of.ts'

/** A docker config, keyed by host. What stands in it is secret. */
export interface RegistryConfig {
  auths: ReadonlyMap<string, RegistryAuth>
  /** Name of the credential helper for each host. */
  credHelpers: ReadonlyMap<string, string>
  /** Name of the credential helper for all other hosts. */
  credsStore?: string
}

type Json = Record<string, unknown>

const newMembers = ['auths', 'credHelpers', 'credsStore']
const HELPER_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/

/**
 * Reads both formats by their contents: `config.json` has its entries below `auths` or names helpers, `.dockercfg` is the
 * entries themselves. `what` names the text in errors, which never quote it.
 */
export function parseRegistryConfig (text: string, what: string): RegistryConfig {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    // The parser's own message quotes the text.
    throw invalid(what, 'is not JSON')
  }
  return readRegistryConfig(json, what)
}

export function readRegistryConfig (json: unknown, what: string): RegistryConfig {
  const top = object(json, what, 'the whole')
  const isNew = newMembers.some((name) => Object.hasOwn(top, name))
  const { auths, credHelpers, credsStore } = isNew ? top : { auths: top }
  return {
    auths: readAuths(object(auths ?? {}, what, 'auths'), what),
    credHelpers: new Map(Object.entries(object(credHelpers ?? {}, what, 'credHelpers'))
      .map(([key, name]) => [hostOf(key), helperName(name, what, `credHelpers['${key}']`)])),
    ...(credsStore === undefined || credsStore === '' ? {} : { credsStore: helperName(credsStore, what, 'credsStore') })
  }
}

/** Of several keys for one host the one that the docker CLI writes wins, else the first; empty entries are none. */
function readAuths (entries: Json, what: string): Map<string, RegistryAuth> {
  const auths = new Map<string, RegistryAuth>()
  for (const [key, entry] of Object.entries(entries)) {
    const host = hostOf(key)
    const auth = readAuth(object(entry, what, `auths['${key}']`), what, key)
    if (auth === undefined || (auths.has(host) && key !== serverOf(host))) continue
    auths.set(host, { ...auth, serveraddress: serverOf(host) })
  }
  return auths
}

function readAuth (entry: Json, what: string, key: string): RegistryAuth | undefined {
  const text = (name: string): string => {
    const value = entry[name] ?? ''
    if (typeof value !== 'string') throw invalid(what, `auths['${key}'].${name} is not a string`)
    return value
  }
  const auth = text('auth')
  const [username, password] = auth === '' ? [text('username'), text('password')] : decode(auth, what, key)
  const found = { username, password, identitytoken: text('identitytoken'), registrytoken: text('registrytoken') }
  const given = Object.entries(found).filter(([, value]) => value !== '')
  return given.length === 0 ? undefined : Object.fromEntries(given)
}

function decode (auth: string, what: string, key: string): [string, string] {
  const decoded = Buffer.from(auth, 'base64').toString()
  const colon = decoded.indexOf(':')
  if (colon < 1) throw invalid(what, `auths['${key}'].auth is not the base64 of username:password`)
  // Some tools pad the password with zeroes, which the docker CLI takes off as well.
  return [decoded.slice(0, colon), decoded.slice(colon + 1).replace(/\0+$/, '')]
}

function helperName (name: unknown, what: string, member: string): string {
  // It becomes part of a program's name: no path may come in through it.
  if (typeof name !== 'string' || !HELPER_NAME.test(name)) throw invalid(what, `${member} is not the name of a credential helper`)
  return name
}

function object (value: unknown, what: string, member: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(what, `${member} is not an object`)
  return value as Json
}

function invalid (what: string, rule: string): Error {
  return new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`Registry credentials in ${what}: ${rule}`)
}
