/** Body of POST /containers/create, in the Engine API's own field names. */
export interface CreateBody {
  Image: string
  Hostname?: string
  Domainname?: string
  User?: string
  Env?: string[]
  Cmd?: string[]
  Entrypoint?: string[]
  WorkingDir?: string
  Labels?: Record<string, string>
  ExposedPorts?: Record<string, Record<string, never>>
  Volumes?: Record<string, Record<string, never>>
  StopSignal?: string
  StopTimeout?: number
  Tty?: boolean
  OpenStdin?: boolean
  StdinOnce?: boolean
  AttachStdin?: boolean
  AttachStdout?: boolean
  AttachStderr?: boolean
  MacAddress?: string
  NetworkDisabled?: boolean
  Healthcheck?: Record<string, unknown>
  HostConfig: HostConfig
  NetworkingConfig?: { EndpointsConfig: Record<string, Record<string, unknown>> }
}

/** HostConfig of the create body; the fields that we set are typed, any other of the API may stand beside them. */
export interface HostConfig {
  Binds?: string[]
  Mounts?: Array<Record<string, unknown>>
  Tmpfs?: Record<string, string>
  NetworkMode?: string
  PortBindings?: Record<string, Array<{ HostIp?: string, HostPort: string }>>
  Privileged?: boolean
  CpuShares?: number
  CpuQuota?: number
  CpuPeriod?: number
  NanoCpus?: number
  CpusetCpus?: string
  Memory?: number
  MemoryReservation?: number
  MemorySwap?: number
  OomScoreAdj?: number
  VolumeDriver?: string
  Dns?: string[]
  DnsSearch?: string[]
  DnsOptions?: string[]
  LogConfig?: { Type: string, Config: Record<string, string> }
  [field: string]: unknown
}
