import type { Agent } from 'node:http'
import type Docker from 'dockerode'

/**
 * A modem for this socket and nothing else: DOCKER_HOST, which the library prefers to an explicit socket, and what it
 * reads along with it (certificates, timeouts), is out of its sight while it is constructed.
 */
export async function openModem (socketPath: string, agent: Agent): Promise<Docker['modem']> {
  const { default: Dockerode } = await import('dockerode')
  const host = process.env['DOCKER_HOST']
  delete process.env['DOCKER_HOST']
  try {
    return new Dockerode({ socketPath, agent } as Docker.DockerOptions).modem
  } finally {
    if (host !== undefined) process.env['DOCKER_HOST'] = host
  }
}
