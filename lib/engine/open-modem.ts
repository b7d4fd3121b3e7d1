import type { Agent } from 'node:http'
import type Docker from 'dockerode'
import { loadDockerode } from './load-dockerode.ts'

/**
 * A modem for this socket and nothing else: DOCKER_HOST, which the library prefers to an explicit socket, and what it
 * reads along with it (certificates, timeouts), is out of its sight while it is constructed.
 */
export function openModem (socketPath: string, agent: Agent): Docker['modem'] {
  const Dockerode = loadDockerode()
  const host = process.env['DOCKER_HOST']
  delete process.env['DOCKER_HOST']
  try {
    return new Dockerode({ socketPath, agent } as Docker.DockerOptions).modem
  } finally {
    if (host !== undefined) process.env['DOCKER_HOST'] = host
  }
}
