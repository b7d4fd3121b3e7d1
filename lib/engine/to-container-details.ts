import type { ContainerDetails, EndpointAddresses } from '../../types/docker-engine.ts'
import { healthOf } from './health-of.ts'

/** What we read of GET /containers/{id}/json. */
export interface InspectAnswer {
  Id: string
  Name: string
  Created: string
  Image: string
  State: {
    Status: string
    Running: boolean
    Paused: boolean
    Restarting: boolean
    OOMKilled: boolean
    Dead: boolean
    Pid: number
    ExitCode: number
    Error: string
    StartedAt: string
    FinishedAt: string
    Health?: { Status: string }
  }
  Config: { Labels: Record<string, string> | null, Image: string, Tty: boolean }
  HostConfig: { NetworkMode: string, Memory: number, LogConfig: { Type: string } }
  NetworkSettings: { Networks: Record<string, { IPAddress: string, GlobalIPv6Address: string, Gateway: string }> }
}

export function toContainerDetails (answer: InspectAnswer): ContainerDetails {
  const { State: state, Config: config, HostConfig: hostConfig } = answer
  return {
    id: answer.Id,
    name: answer.Name.replace(/^\//, ''),
    created: answer.Created,
    imageId: answer.Image,
    state: {
      status: state.Status,
      running: state.Running,
      paused: state.Paused,
      restarting: state.Restarting,
      oomKilled: state.OOMKilled,
      dead: state.Dead,
      pid: state.Pid,
      exitCode: state.ExitCode,
      error: state.Error,
      startedAt: state.StartedAt,
      finishedAt: state.FinishedAt,
      ...healthOf(state.Health?.Status)
    },
    labels: config.Labels ?? {},
    image: config.Image,
    tty: config.Tty,
    networkMode: hostConfig.NetworkMode,
    networks: toNetworks(answer.NetworkSettings.Networks),
    logDriver: hostConfig.LogConfig.Type,
    memoryBytes: hostConfig.Memory,
    raw: answer as unknown as Record<string, unknown>
  }
}

function toNetworks (networks: InspectAnswer['NetworkSettings']['Networks']): Record<string, EndpointAddresses> {
  return Object.fromEntries(Object.entries(networks).map(([name, endpoint]) => [name, {
    ipAddress: endpoint.IPAddress,
    globalIPv6Address: endpoint.GlobalIPv6Address,
    gateway: endpoint.Gateway
  }]))
}
