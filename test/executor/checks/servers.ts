import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { createInterface } from 'node:readline'
import koffi from 'koffi'
import type { Test } from 'tap'

/** A server on the loopback of this host. */
export async function listen (t: Test, answer: RequestListener, { host = '127.0.0.1', tls }: { host?: string, tls?: { key: string, cert: string } } = {}): Promise<number> {
  const server: Server = tls === undefined ? createServer(answer) : createTlsServer(tls, answer)
  server.listen(0, host)
  await once(server, 'listening')
  t.teardown(() => server.close())
  return (server.address() as AddressInfo).port
}

/** An address in the network of an isolated server that nobody has. */
export const NOBODY = '10.9.9.2'

/** A process in a network namespace of its own, in which a server answers on both loopbacks: its pid and port. */
export async function isolatedServer (t: Test): Promise<{ child: ChildProcess & { pid: number }, port: number }> {
  const program = "const s = require('http').createServer((q, r) => r.end('in')); s.listen(0, '::', () => console.log(s.address().port))"
  const child = spawn('unshare', ['--net', 'sh', '-c', `ip link set lo up && ip link add v0 type veth peer name v1 && ip addr add 10.9.9.1/24 dev v0 && ip link set v0 up && ip link set v1 up && exec ${process.execPath} -e "$0"`, program], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  const [line] = await once(createInterface({ input: child.stdout }), 'line') as [string]
  return { child: child as typeof child & { pid: number }, port: Number(line) }
}

/** From here on this process is given no file descriptors, until what is returned is called. */
export function withoutDescriptors (): () => void {
  const libc = koffi.load(null)
  const NOFILE = 7
  const limits = new BigUint64Array(2)
  libc.func('int getrlimit(int resource, _Out_ uint64_t *limits)')(NOFILE, limits)
  const set = libc.func('int setrlimit(int resource, const uint64_t *limits)')
  set(NOFILE, new BigUint64Array([0n, limits[1]!]))
  return () => set(NOFILE, limits)
}
