// Written by scripts/generate-types.mjs from proto/. Do not edit.

export type Status =
  | 'DRIVER_NOT_STARTED'
  | 'DRIVER_RUNNING'
  | 'DRIVER_ABORTED'
  | 'DRIVER_STOPPED'

export interface FrameworkID {
  value: string
}

export interface OfferID {
  value: string
}

export interface AgentID {
  value: string
}

export interface TaskID {
  value: string
}

export interface ExecutorID {
  value: string
}

export interface ContainerID {
  value: string
  parent?: ContainerID
}

export interface ResourceProviderID {
  value: string
}

export interface OperationID {
  value: string
}

export interface TimeInfo {
  nanoseconds: number
}

export interface DurationInfo {
  nanoseconds: number
}

export interface Address {
  hostname?: string
  ip?: string
  port: number
}

export interface URL {
  scheme: string
  address: Address
  path?: string
  query?: Parameter[]
  fragment?: string
}

export interface Unavailability {
  start: TimeInfo
  duration?: DurationInfo
}

export interface MachineID {
  hostname?: string
  ip?: string
}

export interface MachineInfo {
  id: MachineID
  mode?: MachineInfoMode
  unavailability?: Unavailability
}

export type MachineInfoMode =
  | 'UP'
  | 'DRAINING'
  | 'DOWN'

export interface FrameworkInfo {
  user: string
  name: string
  id?: FrameworkID
  failoverTimeout?: number
  checkpoint?: boolean
  role?: string
  roles?: string[]
  hostname?: string
  principal?: string
  webuiUrl?: string
  capabilities?: FrameworkInfoCapability[]
  labels?: Labels
  offerFilters?: Record<string, OfferFilters>
}

export interface FrameworkInfoCapability {
  type?: FrameworkInfoCapabilityType
}

export type FrameworkInfoCapabilityType =
  | 'UNKNOWN'
  | 'REVOCABLE_RESOURCES'
  | 'TASK_KILLING_STATE'
  | 'GPU_RESOURCES'
  | 'SHARED_RESOURCES'
  | 'PARTITION_AWARE'
  | 'MULTI_ROLE'
  | 'RESERVATION_REFINEMENT'
  | 'REGION_AWARE'

export interface CheckInfo {
  type?: CheckInfoType
  command?: CheckInfoCommand
  http?: CheckInfoHttp
  tcp?: CheckInfoTcp
  delaySeconds?: number
  intervalSeconds?: number
  timeoutSeconds?: number
}

export type CheckInfoType =
  | 'UNKNOWN'
  | 'COMMAND'
  | 'HTTP'
  | 'TCP'

export interface CheckInfoCommand {
  command: CommandInfo
}

export interface CheckInfoHttp {
  port: number
  path?: string
}

export interface CheckInfoTcp {
  port: number
}

export interface HealthCheck {
  delaySeconds?: number
  intervalSeconds?: number
  timeoutSeconds?: number
  consecutiveFailures?: number
  gracePeriodSeconds?: number
  type?: HealthCheckType
  command?: CommandInfo
  http?: HealthCheckHTTPCheckInfo
  tcp?: HealthCheckTCPCheckInfo
}

export type HealthCheckType =
  | 'UNKNOWN'
  | 'COMMAND'
  | 'HTTP'
  | 'TCP'

export interface HealthCheckHTTPCheckInfo {
  protocol?: NetworkInfoProtocol
  scheme?: string
  port: number
  path?: string
  statuses?: number[]
}

export interface HealthCheckTCPCheckInfo {
  protocol?: NetworkInfoProtocol
  port: number
}

export interface KillPolicy {
  gracePeriod?: DurationInfo
}

export interface CommandInfo {
  uris?: CommandInfoURI[]
  environment?: Environment
  shell?: boolean
  value?: string
  arguments?: string[]
  user?: string
}

export interface CommandInfoURI {
  value: string
  executable?: boolean
  extract?: boolean
  cache?: boolean
  outputFile?: string
}

export interface ExecutorInfo {
  type?: ExecutorInfoType
  executorId: ExecutorID
  frameworkId?: FrameworkID
  command?: CommandInfo
  container?: ContainerInfo
  resources?: Resource[]
  name?: string
  source?: string
  data?: Uint8Array
  discovery?: DiscoveryInfo
  shutdownGracePeriod?: DurationInfo
  labels?: Labels
}

export type ExecutorInfoType =
  | 'UNKNOWN'
  | 'DEFAULT'
  | 'CUSTOM'

export interface DomainInfo {
  faultDomain?: DomainInfoFaultDomain
}

export interface DomainInfoFaultDomain {
  region: DomainInfoFaultDomainRegionInfo
  zone: DomainInfoFaultDomainZoneInfo
}

export interface DomainInfoFaultDomainRegionInfo {
  name: string
}

export interface DomainInfoFaultDomainZoneInfo {
  name: string
}

export interface MasterInfo {
  id: string
  ip: number
  port: number
  pid?: string
  hostname?: string
  version?: string
  address?: Address
  domain?: DomainInfo
  capabilities?: MasterInfoCapability[]
}

export interface MasterInfoCapability {
  type?: MasterInfoCapabilityType
}

export type MasterInfoCapabilityType =
  | 'UNKNOWN'
  | 'AGENT_UPDATE'
  | 'AGENT_DRAINING'
  | 'QUOTA_V2'

export interface AgentInfo {
  hostname: string
  port?: number
  resources?: Resource[]
  attributes?: Attribute[]
  id?: AgentID
  domain?: DomainInfo
}

export interface AgentInfoCapability {
  type?: AgentInfoCapabilityType
}

export type AgentInfoCapabilityType =
  | 'UNKNOWN'
  | 'MULTI_ROLE'
  | 'HIERARCHICAL_ROLE'
  | 'RESERVATION_REFINEMENT'
  | 'RESOURCE_PROVIDER'
  | 'RESIZE_VOLUME'
  | 'AGENT_OPERATION_FEEDBACK'
  | 'AGENT_DRAINING'
  | 'TASK_RESOURCE_LIMITS'

export interface CSIPluginContainerInfo {
  services?: CSIPluginContainerInfoService[]
  command?: CommandInfo
  resources?: Resource[]
  container?: ContainerInfo
}

export type CSIPluginContainerInfoService =
  | 'UNKNOWN'
  | 'CONTROLLER_SERVICE'
  | 'NODE_SERVICE'

export interface CSIPluginEndpoint {
  csiService: CSIPluginContainerInfoService
  endpoint: string
}

export interface CSIPluginInfo {
  type: string
  name?: string
  containers?: CSIPluginContainerInfo[]
  endpoints?: CSIPluginEndpoint[]
  targetPathRoot?: string
  targetPathExists?: boolean
}

export interface ResourceProviderInfo {
  id?: ResourceProviderID
  attributes?: Attribute[]
  type: string
  name: string
  defaultReservations?: ResourceReservationInfo[]
  storage?: ResourceProviderInfoStorage
}

export interface ResourceProviderInfoStorage {
  plugin: CSIPluginInfo
  reconciliationIntervalSeconds?: number
}

export interface Value {
  type: ValueType
  scalar?: ValueScalar
  ranges?: ValueRanges
  set?: ValueSet
  text?: ValueText
}

export type ValueType =
  | 'SCALAR'
  | 'RANGES'
  | 'SET'
  | 'TEXT'

export interface ValueScalar {
  value: number
}

export interface ValueRange {
  begin: number
  end: number
}

export interface ValueRanges {
  range?: ValueRange[]
}

export interface ValueSet {
  item?: string[]
}

export interface ValueText {
  value: string
}

export interface Attribute {
  name: string
  type: ValueType
  scalar?: ValueScalar
  ranges?: ValueRanges
  set?: ValueSet
  text?: ValueText
}

export interface Resource {
  providerId?: ResourceProviderID
  name: string
  type: ValueType
  scalar?: ValueScalar
  ranges?: ValueRanges
  set?: ValueSet
  role?: string
  allocationInfo?: ResourceAllocationInfo
  reservation?: ResourceReservationInfo
  reservations?: ResourceReservationInfo[]
  disk?: ResourceDiskInfo
  revocable?: ResourceRevocableInfo
  shared?: ResourceSharedInfo
}

export interface ResourceAllocationInfo {
  role?: string
}

export interface ResourceReservationInfo {
  type?: ResourceReservationInfoType
  role?: string
  principal?: string
  labels?: Labels
}

export type ResourceReservationInfoType =
  | 'UNKNOWN'
  | 'STATIC'
  | 'DYNAMIC'

export interface ResourceDiskInfo {
  persistence?: ResourceDiskInfoPersistence
  volume?: Volume
  source?: ResourceDiskInfoSource
}

export interface ResourceDiskInfoPersistence {
  id: string
  principal?: string
}

export interface ResourceDiskInfoSource {
  type: ResourceDiskInfoSourceType
  path?: ResourceDiskInfoSourcePath
  mount?: ResourceDiskInfoSourceMount
  vendor?: string
  id?: string
  metadata?: Labels
  profile?: string
}

export type ResourceDiskInfoSourceType =
  | 'UNKNOWN'
  | 'PATH'
  | 'MOUNT'
  | 'BLOCK'
  | 'RAW'

export interface ResourceDiskInfoSourcePath {
  root?: string
}

export interface ResourceDiskInfoSourceMount {
  root?: string
}

export interface ResourceRevocableInfo {}

export interface ResourceSharedInfo {}

export interface TrafficControlStatistics {
  id: string
  backlog?: number
  bytes?: number
  drops?: number
  overlimits?: number
  packets?: number
  qlen?: number
  ratebps?: number
  ratepps?: number
  requeues?: number
}

export interface IpStatistics {
  Forwarding?: number
  DefaultTTL?: number
  InReceives?: number
  InHdrErrors?: number
  InAddrErrors?: number
  ForwDatagrams?: number
  InUnknownProtos?: number
  InDiscards?: number
  InDelivers?: number
  OutRequests?: number
  OutDiscards?: number
  OutNoRoutes?: number
  ReasmTimeout?: number
  ReasmReqds?: number
  ReasmOKs?: number
  ReasmFails?: number
  FragOKs?: number
  FragFails?: number
  FragCreates?: number
}

export interface IcmpStatistics {
  InMsgs?: number
  InErrors?: number
  InCsumErrors?: number
  InDestUnreachs?: number
  InTimeExcds?: number
  InParmProbs?: number
  InSrcQuenchs?: number
  InRedirects?: number
  InEchos?: number
  InEchoReps?: number
  InTimestamps?: number
  InTimestampReps?: number
  InAddrMasks?: number
  InAddrMaskReps?: number
  OutMsgs?: number
  OutErrors?: number
  OutDestUnreachs?: number
  OutTimeExcds?: number
  OutParmProbs?: number
  OutSrcQuenchs?: number
  OutRedirects?: number
  OutEchos?: number
  OutEchoReps?: number
  OutTimestamps?: number
  OutTimestampReps?: number
  OutAddrMasks?: number
  OutAddrMaskReps?: number
}

export interface TcpStatistics {
  RtoAlgorithm?: number
  RtoMin?: number
  RtoMax?: number
  MaxConn?: number
  ActiveOpens?: number
  PassiveOpens?: number
  AttemptFails?: number
  EstabResets?: number
  CurrEstab?: number
  InSegs?: number
  OutSegs?: number
  RetransSegs?: number
  InErrs?: number
  OutRsts?: number
  InCsumErrors?: number
}

export interface UdpStatistics {
  InDatagrams?: number
  NoPorts?: number
  InErrors?: number
  OutDatagrams?: number
  RcvbufErrors?: number
  SndbufErrors?: number
  InCsumErrors?: number
  IgnoredMulti?: number
}

export interface SNMPStatistics {
  ipStats?: IpStatistics
  icmpStats?: IcmpStatistics
  tcpStats?: TcpStatistics
  udpStats?: UdpStatistics
}

export interface DiskStatistics {
  source?: ResourceDiskInfoSource
  persistence?: ResourceDiskInfoPersistence
  limitBytes?: number
  usedBytes?: number
}

export interface ResourceStatistics {
  timestamp: number
  processes?: number
  threads?: number
  cpusUserTimeSecs?: number
  cpusSystemTimeSecs?: number
  cpusLimit?: number
  cpusSoftLimit?: number
  cpusNrPeriods?: number
  cpusNrThrottled?: number
  cpusThrottledTimeSecs?: number
  memTotalBytes?: number
  memTotalMemswBytes?: number
  memKmemUsageBytes?: number
  memKmemTcpUsageBytes?: number
  memLimitBytes?: number
  memSoftLimitBytes?: number
  memFileBytes?: number
  memAnonBytes?: number
  memCacheBytes?: number
  memRssBytes?: number
  memMappedFileBytes?: number
  memSwapBytes?: number
  memUnevictableBytes?: number
  memLowPressureCounter?: number
  memMediumPressureCounter?: number
  memCriticalPressureCounter?: number
  diskLimitBytes?: number
  diskUsedBytes?: number
  diskStatistics?: DiskStatistics[]
  blkioStatistics?: CgroupInfoBlkioStatistics
  perf?: PerfStatistics
  netRxPackets?: number
  netRxBytes?: number
  netRxErrors?: number
  netRxDropped?: number
  netTxPackets?: number
  netTxBytes?: number
  netTxErrors?: number
  netTxDropped?: number
  netTxRateLimit?: number
  netTxBurstRateLimit?: number
  netTxBurstSize?: number
  netRxRateLimit?: number
  netRxBurstRateLimit?: number
  netRxBurstSize?: number
  netRateStatistics?: ResourceStatisticsRateStatistics
  netEphemeralPorts?: ValueRange
  netTcpRttMicrosecsP50?: number
  netTcpRttMicrosecsP90?: number
  netTcpRttMicrosecsP95?: number
  netTcpRttMicrosecsP99?: number
  netTcpActiveConnections?: number
  netTcpTimeWaitConnections?: number
  netTrafficControlStatistics?: TrafficControlStatistics[]
  netSnmpStatistics?: SNMPStatistics
}

export interface ResourceStatisticsRatePercentiles {
  min?: number
  max?: number
  p50?: number
  p90?: number
  p95?: number
  p99?: number
  p999?: number
  p9999?: number
  samples?: number
}

export interface ResourceStatisticsRateStatistics {
  rxRate?: ResourceStatisticsRatePercentiles
  rxPacketRate?: ResourceStatisticsRatePercentiles
  rxDropRate?: ResourceStatisticsRatePercentiles
  rxErrorRate?: ResourceStatisticsRatePercentiles
  txRate?: ResourceStatisticsRatePercentiles
  txPacketRate?: ResourceStatisticsRatePercentiles
  txDropRate?: ResourceStatisticsRatePercentiles
  txErrorRate?: ResourceStatisticsRatePercentiles
  samplingWindowSecs?: number
  samplingIntervalSecs?: number
}

export interface ResourceUsage {
  executors?: ResourceUsageExecutor[]
  total?: Resource[]
}

export interface ResourceUsageExecutor {
  executorInfo: ExecutorInfo
  allocated?: Resource[]
  statistics?: ResourceStatistics
  containerId: ContainerID
  tasks?: ResourceUsageExecutorTask[]
}

export interface ResourceUsageExecutorTask {
  name: string
  id: TaskID
  resources?: Resource[]
  labels?: Labels
}

export interface PerfStatistics {
  timestamp: number
  duration: number
  cycles?: number
  stalledCyclesFrontend?: number
  stalledCyclesBackend?: number
  instructions?: number
  cacheReferences?: number
  cacheMisses?: number
  branches?: number
  branchMisses?: number
  busCycles?: number
  refCycles?: number
  cpuClock?: number
  taskClock?: number
  pageFaults?: number
  minorFaults?: number
  majorFaults?: number
  contextSwitches?: number
  cpuMigrations?: number
  alignmentFaults?: number
  emulationFaults?: number
  l1DcacheLoads?: number
  l1DcacheLoadMisses?: number
  l1DcacheStores?: number
  l1DcacheStoreMisses?: number
  l1DcachePrefetches?: number
  l1DcachePrefetchMisses?: number
  l1IcacheLoads?: number
  l1IcacheLoadMisses?: number
  l1IcachePrefetches?: number
  l1IcachePrefetchMisses?: number
  llcLoads?: number
  llcLoadMisses?: number
  llcStores?: number
  llcStoreMisses?: number
  llcPrefetches?: number
  llcPrefetchMisses?: number
  dtlbLoads?: number
  dtlbLoadMisses?: number
  dtlbStores?: number
  dtlbStoreMisses?: number
  dtlbPrefetches?: number
  dtlbPrefetchMisses?: number
  itlbLoads?: number
  itlbLoadMisses?: number
  branchLoads?: number
  branchLoadMisses?: number
  nodeLoads?: number
  nodeLoadMisses?: number
  nodeStores?: number
  nodeStoreMisses?: number
  nodePrefetches?: number
  nodePrefetchMisses?: number
}

export interface OfferFilters {
  minAllocatableResources?: OfferFiltersMinAllocatableResources
}

export interface OfferFiltersResourceQuantities {
  quantities?: Record<string, ValueScalar>
}

export interface OfferFiltersMinAllocatableResources {
  quantities?: OfferFiltersResourceQuantities[]
}

export interface Request {
  agentId?: AgentID
  resources?: Resource[]
}

export interface Offer {
  id: OfferID
  frameworkId: FrameworkID
  agentId: AgentID
  hostname: string
  url?: URL
  domain?: DomainInfo
  resources?: Resource[]
  attributes?: Attribute[]
  executorIds?: ExecutorID[]
  unavailability?: Unavailability
  allocationInfo?: ResourceAllocationInfo
}

export interface OfferOperation {
  type?: OfferOperationType
  id?: OperationID
  launch?: OfferOperationLaunch
  launchGroup?: OfferOperationLaunchGroup
  reserve?: OfferOperationReserve
  unreserve?: OfferOperationUnreserve
  create?: OfferOperationCreate
  destroy?: OfferOperationDestroy
  growVolume?: OfferOperationGrowVolume
  shrinkVolume?: OfferOperationShrinkVolume
  createDisk?: OfferOperationCreateDisk
  destroyDisk?: OfferOperationDestroyDisk
}

export type OfferOperationType =
  | 'UNKNOWN'
  | 'LAUNCH'
  | 'LAUNCH_GROUP'
  | 'RESERVE'
  | 'UNRESERVE'
  | 'CREATE'
  | 'DESTROY'
  | 'GROW_VOLUME'
  | 'SHRINK_VOLUME'
  | 'CREATE_DISK'
  | 'DESTROY_DISK'

export interface OfferOperationLaunch {
  taskInfos?: TaskInfo[]
}

export interface OfferOperationLaunchGroup {
  executor: ExecutorInfo
  taskGroup: TaskGroupInfo
}

export interface OfferOperationReserve {
  source?: Resource[]
  resources?: Resource[]
}

export interface OfferOperationUnreserve {
  resources?: Resource[]
}

export interface OfferOperationCreate {
  volumes?: Resource[]
}

export interface OfferOperationDestroy {
  volumes?: Resource[]
}

export interface OfferOperationGrowVolume {
  volume: Resource
  addition: Resource
}

export interface OfferOperationShrinkVolume {
  volume: Resource
  subtract: ValueScalar
}

export interface OfferOperationCreateDisk {
  source: Resource
  targetType: ResourceDiskInfoSourceType
  targetProfile?: string
}

export interface OfferOperationDestroyDisk {
  source: Resource
}

export interface InverseOffer {
  id: OfferID
  url?: URL
  frameworkId: FrameworkID
  agentId?: AgentID
  unavailability: Unavailability
  resources?: Resource[]
}

export interface TaskInfo {
  name: string
  taskId: TaskID
  agentId: AgentID
  resources?: Resource[]
  executor?: ExecutorInfo
  command?: CommandInfo
  container?: ContainerInfo
  healthCheck?: HealthCheck
  check?: CheckInfo
  killPolicy?: KillPolicy
  data?: Uint8Array
  labels?: Labels
  discovery?: DiscoveryInfo
  maxCompletionTime?: DurationInfo
  limits?: Record<string, ValueScalar>
}

export interface TaskGroupInfo {
  tasks?: TaskInfo[]
}

export interface Task {
  name: string
  taskId: TaskID
  frameworkId: FrameworkID
  executorId?: ExecutorID
  agentId: AgentID
  state: TaskState
  resources?: Resource[]
  statuses?: TaskStatus[]
  statusUpdateState?: TaskState
  statusUpdateUuid?: Uint8Array
  labels?: Labels
  discovery?: DiscoveryInfo
  container?: ContainerInfo
  healthCheck?: HealthCheck
  killPolicy?: KillPolicy
  user?: string
  limits?: Record<string, ValueScalar>
}

export type TaskState =
  | 'TASK_STAGING'
  | 'TASK_STARTING'
  | 'TASK_RUNNING'
  | 'TASK_KILLING'
  | 'TASK_FINISHED'
  | 'TASK_FAILED'
  | 'TASK_KILLED'
  | 'TASK_ERROR'
  | 'TASK_LOST'
  | 'TASK_DROPPED'
  | 'TASK_UNREACHABLE'
  | 'TASK_GONE'
  | 'TASK_GONE_BY_OPERATOR'
  | 'TASK_UNKNOWN'

export interface TaskResourceLimitation {
  resources?: Resource[]
}

export interface UUID {
  value: Uint8Array
}

export interface Operation {
  frameworkId?: FrameworkID
  agentId?: AgentID
  info: OfferOperation
  latestStatus: OperationStatus
  statuses?: OperationStatus[]
  uuid: UUID
}

export type OperationState =
  | 'OPERATION_UNSUPPORTED'
  | 'OPERATION_PENDING'
  | 'OPERATION_FINISHED'
  | 'OPERATION_FAILED'
  | 'OPERATION_ERROR'
  | 'OPERATION_DROPPED'
  | 'OPERATION_UNREACHABLE'
  | 'OPERATION_GONE_BY_OPERATOR'
  | 'OPERATION_RECOVERING'
  | 'OPERATION_UNKNOWN'

export interface OperationStatus {
  operationId?: OperationID
  state: OperationState
  message?: string
  convertedResources?: Resource[]
  uuid?: UUID
  agentId?: AgentID
  resourceProviderId?: ResourceProviderID
}

export interface CheckStatusInfo {
  type?: CheckInfoType
  command?: CheckStatusInfoCommand
  http?: CheckStatusInfoHttp
  tcp?: CheckStatusInfoTcp
}

export interface CheckStatusInfoCommand {
  exitCode?: number
}

export interface CheckStatusInfoHttp {
  statusCode?: number
}

export interface CheckStatusInfoTcp {
  succeeded?: boolean
}

export interface TaskStatus {
  taskId: TaskID
  state: TaskState
  message?: string
  source?: TaskStatusSource
  reason?: TaskStatusReason
  data?: Uint8Array
  agentId?: AgentID
  executorId?: ExecutorID
  timestamp?: number
  uuid?: Uint8Array
  healthy?: boolean
  checkStatus?: CheckStatusInfo
  labels?: Labels
  containerStatus?: ContainerStatus
  unreachableTime?: TimeInfo
  limitation?: TaskResourceLimitation
}

export type TaskStatusSource =
  | 'SOURCE_MASTER'
  | 'SOURCE_AGENT'
  | 'SOURCE_EXECUTOR'

export type TaskStatusReason =
  | 'REASON_COMMAND_EXECUTOR_FAILED'
  | 'REASON_CONTAINER_LAUNCH_FAILED'
  | 'REASON_CONTAINER_LIMITATION'
  | 'REASON_CONTAINER_LIMITATION_DISK'
  | 'REASON_CONTAINER_LIMITATION_MEMORY'
  | 'REASON_CONTAINER_PREEMPTED'
  | 'REASON_CONTAINER_UPDATE_FAILED'
  | 'REASON_MAX_COMPLETION_TIME_REACHED'
  | 'REASON_EXECUTOR_REGISTRATION_TIMEOUT'
  | 'REASON_EXECUTOR_REREGISTRATION_TIMEOUT'
  | 'REASON_EXECUTOR_TERMINATED'
  | 'REASON_EXECUTOR_UNREGISTERED'
  | 'REASON_FRAMEWORK_REMOVED'
  | 'REASON_GC_ERROR'
  | 'REASON_INVALID_FRAMEWORKID'
  | 'REASON_INVALID_OFFERS'
  | 'REASON_IO_SWITCHBOARD_EXITED'
  | 'REASON_MASTER_DISCONNECTED'
  | 'REASON_RECONCILIATION'
  | 'REASON_RESOURCES_UNKNOWN'
  | 'REASON_AGENT_DISCONNECTED'
  | 'REASON_AGENT_DRAINING'
  | 'REASON_AGENT_REMOVED'
  | 'REASON_AGENT_REMOVED_BY_OPERATOR'
  | 'REASON_AGENT_REREGISTERED'
  | 'REASON_AGENT_RESTARTED'
  | 'REASON_AGENT_UNKNOWN'
  | 'REASON_TASK_KILLED_DURING_LAUNCH'
  | 'REASON_TASK_CHECK_STATUS_UPDATED'
  | 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED'
  | 'REASON_TASK_GROUP_INVALID'
  | 'REASON_TASK_GROUP_UNAUTHORIZED'
  | 'REASON_TASK_INVALID'
  | 'REASON_TASK_UNAUTHORIZED'
  | 'REASON_TASK_UNKNOWN'

export interface Filters {
  refuseSeconds?: number
}

export interface Environment {
  variables?: EnvironmentVariable[]
}

export interface EnvironmentVariable {
  name: string
  type?: EnvironmentVariableType
  value?: string
  secret?: Secret
}

export type EnvironmentVariableType =
  | 'UNKNOWN'
  | 'VALUE'
  | 'SECRET'

export interface Parameter {
  key: string
  value: string
}

export interface Parameters {
  parameter?: Parameter[]
}

export interface Credential {
  principal: string
  secret?: string
}

export interface Credentials {
  credentials?: Credential[]
}

export interface Secret {
  type?: SecretType
  reference?: SecretReference
  value?: SecretValue
}

export type SecretType =
  | 'UNKNOWN'
  | 'REFERENCE'
  | 'VALUE'

export interface SecretReference {
  name: string
  key?: string
}

export interface SecretValue {
  data: Uint8Array
}

export interface RateLimit {
  qps?: number
  principal: string
  capacity?: number
}

export interface RateLimits {
  limits?: RateLimit[]
  aggregateDefaultQps?: number
  aggregateDefaultCapacity?: number
}

export interface Image {
  type: ImageType
  appc?: ImageAppc
  docker?: ImageDocker
  cached?: boolean
}

export type ImageType =
  | 'APPC'
  | 'DOCKER'

export interface ImageAppc {
  name: string
  id?: string
  labels?: Labels
}

export interface ImageDocker {
  name: string
  credential?: Credential
  config?: Secret
}

export interface MountPropagation {
  mode?: MountPropagationMode
}

export type MountPropagationMode =
  | 'UNKNOWN'
  | 'HOST_TO_CONTAINER'
  | 'BIDIRECTIONAL'

export interface Volume {
  mode: VolumeMode
  containerPath: string
  hostPath?: string
  image?: Image
  source?: VolumeSource
}

export type VolumeMode =
  | 'RW'
  | 'RO'

export interface VolumeSource {
  type?: VolumeSourceType
  dockerVolume?: VolumeSourceDockerVolume
  hostPath?: VolumeSourceHostPath
  sandboxPath?: VolumeSourceSandboxPath
  secret?: Secret
  csiVolume?: VolumeSourceCSIVolume
}

export type VolumeSourceType =
  | 'UNKNOWN'
  | 'DOCKER_VOLUME'
  | 'HOST_PATH'
  | 'SANDBOX_PATH'
  | 'SECRET'
  | 'CSI_VOLUME'

export interface VolumeSourceDockerVolume {
  driver?: string
  name: string
  driverOptions?: Parameters
}

export interface VolumeSourceHostPath {
  path: string
  mountPropagation?: MountPropagation
}

export interface VolumeSourceSandboxPath {
  type?: VolumeSourceSandboxPathType
  path: string
}

export type VolumeSourceSandboxPathType =
  | 'UNKNOWN'
  | 'SELF'
  | 'PARENT'

export interface VolumeSourceCSIVolume {
  pluginName: string
  staticProvisioning?: VolumeSourceCSIVolumeStaticProvisioning
}

export interface VolumeSourceCSIVolumeVolumeCapability {
  block?: VolumeSourceCSIVolumeVolumeCapabilityBlockVolume
  mount?: VolumeSourceCSIVolumeVolumeCapabilityMountVolume
  accessMode: VolumeSourceCSIVolumeVolumeCapabilityAccessMode
}

export interface VolumeSourceCSIVolumeVolumeCapabilityBlockVolume {}

export interface VolumeSourceCSIVolumeVolumeCapabilityMountVolume {
  fsType?: string
  mountFlags?: string[]
}

export interface VolumeSourceCSIVolumeVolumeCapabilityAccessMode {
  mode: VolumeSourceCSIVolumeVolumeCapabilityAccessModeMode
}

export type VolumeSourceCSIVolumeVolumeCapabilityAccessModeMode =
  | 'UNKNOWN'
  | 'SINGLE_NODE_WRITER'
  | 'SINGLE_NODE_READER_ONLY'
  | 'MULTI_NODE_READER_ONLY'
  | 'MULTI_NODE_SINGLE_WRITER'
  | 'MULTI_NODE_MULTI_WRITER'

export interface VolumeSourceCSIVolumeStaticProvisioning {
  volumeId: string
  volumeCapability: VolumeSourceCSIVolumeVolumeCapability
  nodeStageSecrets?: Record<string, Secret>
  nodePublishSecrets?: Record<string, Secret>
  volumeContext?: Record<string, string>
}

export interface NetworkInfo {
  ipAddresses?: NetworkInfoIPAddress[]
  name?: string
  groups?: string[]
  labels?: Labels
  portMappings?: NetworkInfoPortMapping[]
}

export type NetworkInfoProtocol =
  | 'IPv4'
  | 'IPv6'

export interface NetworkInfoIPAddress {
  protocol?: NetworkInfoProtocol
  ipAddress?: string
}

export interface NetworkInfoPortMapping {
  hostPort: number
  containerPort: number
  protocol?: string
}

export interface CapabilityInfo {
  capabilities?: CapabilityInfoCapability[]
}

export type CapabilityInfoCapability =
  | 'UNKNOWN'
  | 'CHOWN'
  | 'DAC_OVERRIDE'
  | 'DAC_READ_SEARCH'
  | 'FOWNER'
  | 'FSETID'
  | 'KILL'
  | 'SETGID'
  | 'SETUID'
  | 'SETPCAP'
  | 'LINUX_IMMUTABLE'
  | 'NET_BIND_SERVICE'
  | 'NET_BROADCAST'
  | 'NET_ADMIN'
  | 'NET_RAW'
  | 'IPC_LOCK'
  | 'IPC_OWNER'
  | 'SYS_MODULE'
  | 'SYS_RAWIO'
  | 'SYS_CHROOT'
  | 'SYS_PTRACE'
  | 'SYS_PACCT'
  | 'SYS_ADMIN'
  | 'SYS_BOOT'
  | 'SYS_NICE'
  | 'SYS_RESOURCE'
  | 'SYS_TIME'
  | 'SYS_TTY_CONFIG'
  | 'MKNOD'
  | 'LEASE'
  | 'AUDIT_WRITE'
  | 'AUDIT_CONTROL'
  | 'SETFCAP'
  | 'MAC_OVERRIDE'
  | 'MAC_ADMIN'
  | 'SYSLOG'
  | 'WAKE_ALARM'
  | 'BLOCK_SUSPEND'
  | 'AUDIT_READ'
  | 'PERFMON'
  | 'BPF'
  | 'CHECKPOINT_RESTORE'

export interface SeccompInfo {
  profileName?: string
  unconfined?: boolean
}

export interface LinuxInfo {
  capabilityInfo?: CapabilityInfo
  boundingCapabilities?: CapabilityInfo
  effectiveCapabilities?: CapabilityInfo
  sharePidNamespace?: boolean
  seccomp?: SeccompInfo
  ipcMode?: LinuxInfoIpcMode
  shmSize?: number
  shareCgroups?: boolean
}

export type LinuxInfoIpcMode =
  | 'UNKNOWN'
  | 'PRIVATE'
  | 'SHARE_PARENT'

export interface RLimitInfo {
  rlimits?: RLimitInfoRLimit[]
}

export interface RLimitInfoRLimit {
  type?: RLimitInfoRLimitType
  hard?: number
  soft?: number
}

export type RLimitInfoRLimitType =
  | 'UNKNOWN'
  | 'RLMT_AS'
  | 'RLMT_CORE'
  | 'RLMT_CPU'
  | 'RLMT_DATA'
  | 'RLMT_FSIZE'
  | 'RLMT_LOCKS'
  | 'RLMT_MEMLOCK'
  | 'RLMT_MSGQUEUE'
  | 'RLMT_NICE'
  | 'RLMT_NOFILE'
  | 'RLMT_NPROC'
  | 'RLMT_RSS'
  | 'RLMT_RTPRIO'
  | 'RLMT_RTTIME'
  | 'RLMT_SIGPENDING'
  | 'RLMT_STACK'

export interface TTYInfo {
  windowSize?: TTYInfoWindowSize
}

export interface TTYInfoWindowSize {
  rows: number
  columns: number
}

export interface ContainerInfo {
  type: ContainerInfoType
  volumes?: Volume[]
  hostname?: string
  docker?: ContainerInfoDockerInfo
  mesos?: ContainerInfoMesosInfo
  networkInfos?: NetworkInfo[]
  linuxInfo?: LinuxInfo
  rlimitInfo?: RLimitInfo
  ttyInfo?: TTYInfo
}

export type ContainerInfoType =
  | 'DOCKER'
  | 'MESOS'

export interface ContainerInfoDockerInfo {
  image: string
  network?: ContainerInfoDockerInfoNetwork
  portMappings?: ContainerInfoDockerInfoPortMapping[]
  privileged?: boolean
  parameters?: Parameter[]
  forcePullImage?: boolean
  volumeDriver?: string
}

export type ContainerInfoDockerInfoNetwork =
  | 'HOST'
  | 'BRIDGE'
  | 'NONE'
  | 'USER'

export interface ContainerInfoDockerInfoPortMapping {
  hostPort: number
  containerPort: number
  protocol?: string
}

export interface ContainerInfoMesosInfo {
  image?: Image
}

export interface ContainerStatus {
  containerId?: ContainerID
  networkInfos?: NetworkInfo[]
  cgroupInfo?: CgroupInfo
  executorPid?: number
}

export interface CgroupInfo {
  netCls?: CgroupInfoNetCls
}

export interface CgroupInfoBlkio {}

export type CgroupInfoBlkioOperation =
  | 'UNKNOWN'
  | 'TOTAL'
  | 'READ'
  | 'WRITE'
  | 'SYNC'
  | 'ASYNC'
  | 'DISCARD'

export interface CgroupInfoBlkioValue {
  op?: CgroupInfoBlkioOperation
  value?: number
}

export interface CgroupInfoBlkioCFQ {}

export interface CgroupInfoBlkioCFQStatistics {
  device?: DeviceNumber
  sectors?: number
  time?: number
  ioServiced?: CgroupInfoBlkioValue[]
  ioServiceBytes?: CgroupInfoBlkioValue[]
  ioServiceTime?: CgroupInfoBlkioValue[]
  ioWaitTime?: CgroupInfoBlkioValue[]
  ioMerged?: CgroupInfoBlkioValue[]
  ioQueued?: CgroupInfoBlkioValue[]
}

export interface CgroupInfoBlkioThrottling {}

export interface CgroupInfoBlkioThrottlingStatistics {
  device?: DeviceNumber
  ioServiced?: CgroupInfoBlkioValue[]
  ioServiceBytes?: CgroupInfoBlkioValue[]
}

export interface CgroupInfoBlkioStatistics {
  cfq?: CgroupInfoBlkioCFQStatistics[]
  cfqRecursive?: CgroupInfoBlkioCFQStatistics[]
  throttling?: CgroupInfoBlkioThrottlingStatistics[]
}

export interface CgroupInfoNetCls {
  classid?: number
}

export interface Labels {
  labels?: Label[]
}

export interface Label {
  key: string
  value?: string
}

export interface Port {
  number: number
  name?: string
  protocol?: string
  visibility?: DiscoveryInfoVisibility
  labels?: Labels
}

export interface Ports {
  ports?: Port[]
}

export interface DiscoveryInfo {
  visibility: DiscoveryInfoVisibility
  name?: string
  environment?: string
  location?: string
  version?: string
  ports?: Ports
  labels?: Labels
}

export type DiscoveryInfoVisibility =
  | 'FRAMEWORK'
  | 'CLUSTER'
  | 'EXTERNAL'

export interface WeightInfo {
  weight: number
  role?: string
}

export interface VersionInfo {
  version: string
  buildDate?: string
  buildTime?: number
  buildUser?: string
  gitSha?: string
  gitBranch?: string
  gitTag?: string
}

export interface Flag {
  name: string
  value?: string
}

export interface Role {
  name: string
  weight: number
  frameworks?: FrameworkID[]
  resources?: Resource[]
}

export interface Metric {
  name: string
  value?: number
}

export interface FileInfo {
  path: string
  nlink?: number
  size?: number
  mtime?: TimeInfo
  mode?: number
  uid?: string
  gid?: string
}

export interface Device {
  path?: string
  number?: DeviceNumber
}

export interface DeviceNumber {
  majorNumber: number
  minorNumber: number
}

export interface DeviceAccess {
  device: Device
  access: DeviceAccessAccess
}

export interface DeviceAccessAccess {
  read?: boolean
  write?: boolean
  mknod?: boolean
}

export interface DeviceWhitelist {
  allowedDevices?: DeviceAccess[]
}

export type DrainState =
  | 'UNKNOWN'
  | 'DRAINING'
  | 'DRAINED'

export interface DrainConfig {
  maxGracePeriod?: DurationInfo
  markGone?: boolean
}

export interface DrainInfo {
  state: DrainState
  config: DrainConfig
}

export interface AgentCall {
  type?: AgentCallType
  getMetrics?: AgentCallGetMetrics
  setLoggingLevel?: AgentCallSetLoggingLevel
  listFiles?: AgentCallListFiles
  readFile?: AgentCallReadFile
  getContainers?: AgentCallGetContainers
  launchNestedContainer?: AgentCallLaunchNestedContainer
  waitNestedContainer?: AgentCallWaitNestedContainer
  killNestedContainer?: AgentCallKillNestedContainer
  removeNestedContainer?: AgentCallRemoveNestedContainer
  launchNestedContainerSession?: AgentCallLaunchNestedContainerSession
  attachContainerInput?: AgentCallAttachContainerInput
  attachContainerOutput?: AgentCallAttachContainerOutput
  launchContainer?: AgentCallLaunchContainer
  waitContainer?: AgentCallWaitContainer
  killContainer?: AgentCallKillContainer
  removeContainer?: AgentCallRemoveContainer
  addResourceProviderConfig?: AgentCallAddResourceProviderConfig
  updateResourceProviderConfig?: AgentCallUpdateResourceProviderConfig
  removeResourceProviderConfig?: AgentCallRemoveResourceProviderConfig
  markResourceProviderGone?: AgentCallMarkResourceProviderGone
  updateContainerMemoryLimit?: AgentCallUpdateContainerMemoryLimit
  readLog?: AgentCallReadLog
  pruneImages?: AgentCallPruneImages
}

export type AgentCallType =
  | 'UNKNOWN'
  | 'GET_HEALTH'
  | 'GET_FLAGS'
  | 'GET_VERSION'
  | 'GET_METRICS'
  | 'GET_LOGGING_LEVEL'
  | 'SET_LOGGING_LEVEL'
  | 'LIST_FILES'
  | 'READ_FILE'
  | 'GET_STATE'
  | 'GET_CONTAINERS'
  | 'GET_FRAMEWORKS'
  | 'GET_EXECUTORS'
  | 'GET_OPERATIONS'
  | 'GET_TASKS'
  | 'GET_AGENT'
  | 'GET_RESOURCE_PROVIDERS'
  | 'LAUNCH_NESTED_CONTAINER'
  | 'WAIT_NESTED_CONTAINER'
  | 'KILL_NESTED_CONTAINER'
  | 'REMOVE_NESTED_CONTAINER'
  | 'LAUNCH_NESTED_CONTAINER_SESSION'
  | 'ATTACH_CONTAINER_INPUT'
  | 'ATTACH_CONTAINER_OUTPUT'
  | 'LAUNCH_CONTAINER'
  | 'WAIT_CONTAINER'
  | 'KILL_CONTAINER'
  | 'REMOVE_CONTAINER'
  | 'ADD_RESOURCE_PROVIDER_CONFIG'
  | 'UPDATE_RESOURCE_PROVIDER_CONFIG'
  | 'REMOVE_RESOURCE_PROVIDER_CONFIG'
  | 'MARK_RESOURCE_PROVIDER_GONE'
  | 'UPDATE_CONTAINER_MEMORY_LIMIT'
  | 'READ_LOG'
  | 'PRUNE_IMAGES'

export interface AgentCallGetMetrics {
  timeout?: DurationInfo
}

export interface AgentCallSetLoggingLevel {
  level: number
  duration: DurationInfo
}

export interface AgentCallListFiles {
  path: string
}

export interface AgentCallReadFile {
  path: string
  offset: number
  length?: number
}

export interface AgentCallReadLog {
  source: AgentCallReadLogSource
  containerId?: ContainerID
  stdoutOffset?: number
  stderrOffset?: number
  length?: number
}

export type AgentCallReadLogSource =
  | 'UNKNOWN'
  | 'CONTAINER'
  | 'AGENT'

export interface AgentCallGetContainers {
  showNested?: boolean
  showStandalone?: boolean
}

export interface AgentCallLaunchNestedContainer {
  containerId: ContainerID
  command?: CommandInfo
  container?: ContainerInfo
}

export interface AgentCallWaitNestedContainer {
  containerId: ContainerID
}

export interface AgentCallKillNestedContainer {
  containerId: ContainerID
  signal?: number
}

export interface AgentCallRemoveNestedContainer {
  containerId: ContainerID
}

export interface AgentCallLaunchNestedContainerSession {
  containerId: ContainerID
  command?: CommandInfo
  container?: ContainerInfo
}

export interface AgentCallAttachContainerInput {
  type?: AgentCallAttachContainerInputType
  containerId?: ContainerID
  processIo?: AgentProcessIO
}

export type AgentCallAttachContainerInputType =
  | 'UNKNOWN'
  | 'CONTAINER_ID'
  | 'PROCESS_IO'

export interface AgentCallAttachContainerOutput {
  containerId: ContainerID
}

export interface AgentCallLaunchContainer {
  containerId: ContainerID
  command?: CommandInfo
  resources?: Resource[]
  container?: ContainerInfo
  limits?: Record<string, ValueScalar>
}

export interface AgentCallWaitContainer {
  containerId: ContainerID
}

export interface AgentCallKillContainer {
  containerId: ContainerID
  signal?: number
}

export interface AgentCallRemoveContainer {
  containerId: ContainerID
}

export interface AgentCallUpdateContainerMemoryLimit {
  containerId: ContainerID
  memoryLimit: ValueScalar
}

export interface AgentCallAddResourceProviderConfig {
  info: ResourceProviderInfo
}

export interface AgentCallUpdateResourceProviderConfig {
  info: ResourceProviderInfo
}

export interface AgentCallRemoveResourceProviderConfig {
  type: string
  name: string
}

export interface AgentCallMarkResourceProviderGone {
  resourceProviderId: ResourceProviderID
}

export interface AgentCallPruneImages {
  excludedImages?: Image[]
}

export interface AgentResponse {
  type?: AgentResponseType
  getHealth?: AgentResponseGetHealth
  getFlags?: AgentResponseGetFlags
  getVersion?: AgentResponseGetVersion
  getMetrics?: AgentResponseGetMetrics
  getLoggingLevel?: AgentResponseGetLoggingLevel
  listFiles?: AgentResponseListFiles
  readFile?: AgentResponseReadFile
  getState?: AgentResponseGetState
  getContainers?: AgentResponseGetContainers
  getFrameworks?: AgentResponseGetFrameworks
  getExecutors?: AgentResponseGetExecutors
  getOperations?: AgentResponseGetOperations
  getTasks?: AgentResponseGetTasks
  getAgent?: AgentResponseGetAgent
  getResourceProviders?: AgentResponseGetResourceProviders
  waitNestedContainer?: AgentResponseWaitNestedContainer
  waitContainer?: AgentResponseWaitContainer
  readLog?: AgentResponseReadLog
}

export type AgentResponseType =
  | 'UNKNOWN'
  | 'GET_HEALTH'
  | 'GET_FLAGS'
  | 'GET_VERSION'
  | 'GET_METRICS'
  | 'GET_LOGGING_LEVEL'
  | 'LIST_FILES'
  | 'READ_FILE'
  | 'GET_STATE'
  | 'GET_CONTAINERS'
  | 'GET_FRAMEWORKS'
  | 'GET_EXECUTORS'
  | 'GET_OPERATIONS'
  | 'GET_TASKS'
  | 'GET_AGENT'
  | 'GET_RESOURCE_PROVIDERS'
  | 'WAIT_NESTED_CONTAINER'
  | 'WAIT_CONTAINER'
  | 'READ_LOG'

export interface AgentResponseGetHealth {
  healthy: boolean
}

export interface AgentResponseGetFlags {
  flags?: Flag[]
}

export interface AgentResponseGetVersion {
  versionInfo: VersionInfo
}

export interface AgentResponseGetMetrics {
  metrics?: Metric[]
}

export interface AgentResponseGetLoggingLevel {
  level: number
}

export interface AgentResponseListFiles {
  fileInfos?: FileInfo[]
}

export interface AgentResponseReadFile {
  size: number
  data: Uint8Array
}

export interface AgentResponseReadLog {
  stdout?: AgentResponseReadLogData
  stderr?: AgentResponseReadLogData
}

export interface AgentResponseReadLogData {
  size: number
  data: Uint8Array
}

export interface AgentResponseGetState {
  getTasks?: AgentResponseGetTasks
  getExecutors?: AgentResponseGetExecutors
  getFrameworks?: AgentResponseGetFrameworks
}

export interface AgentResponseGetContainers {
  containers?: AgentResponseGetContainersContainer[]
}

export interface AgentResponseGetContainersContainer {
  frameworkId?: FrameworkID
  executorId?: ExecutorID
  executorName?: string
  containerId: ContainerID
  containerStatus?: ContainerStatus
  resourceStatistics?: ResourceStatistics
}

export interface AgentResponseGetFrameworks {
  frameworks?: AgentResponseGetFrameworksFramework[]
  completedFrameworks?: AgentResponseGetFrameworksFramework[]
}

export interface AgentResponseGetFrameworksFramework {
  frameworkInfo: FrameworkInfo
}

export interface AgentResponseGetExecutors {
  executors?: AgentResponseGetExecutorsExecutor[]
  completedExecutors?: AgentResponseGetExecutorsExecutor[]
}

export interface AgentResponseGetExecutorsExecutor {
  executorInfo: ExecutorInfo
}

export interface AgentResponseGetOperations {
  operations?: Operation[]
}

export interface AgentResponseGetTasks {
  pendingTasks?: Task[]
  queuedTasks?: Task[]
  launchedTasks?: Task[]
  terminatedTasks?: Task[]
  completedTasks?: Task[]
}

export interface AgentResponseGetAgent {
  agentInfo?: AgentInfo
  drainConfig?: DrainConfig
  estimatedDrainStartTime?: TimeInfo
}

export interface AgentResponseGetResourceProviders {
  resourceProviders?: AgentResponseGetResourceProvidersResourceProvider[]
}

export interface AgentResponseGetResourceProvidersResourceProvider {
  resourceProviderInfo: ResourceProviderInfo
  totalResources?: Resource[]
}

export interface AgentResponseWaitNestedContainer {
  exitStatus?: number
  state?: TaskState
  reason?: TaskStatusReason
  limitation?: TaskResourceLimitation
  message?: string
}

export interface AgentResponseWaitContainer {
  exitStatus?: number
  state?: TaskState
  reason?: TaskStatusReason
  limitation?: TaskResourceLimitation
  message?: string
}

export interface AgentProcessIO {
  type?: AgentProcessIOType
  data?: AgentProcessIOData
  control?: AgentProcessIOControl
}

export type AgentProcessIOType =
  | 'UNKNOWN'
  | 'DATA'
  | 'CONTROL'

export interface AgentProcessIOData {
  type?: AgentProcessIODataType
  data?: Uint8Array
}

export type AgentProcessIODataType =
  | 'UNKNOWN'
  | 'STDIN'
  | 'STDOUT'
  | 'STDERR'

export interface AgentProcessIOControl {
  type?: AgentProcessIOControlType
  ttyInfo?: TTYInfo
  heartbeat?: AgentProcessIOControlHeartbeat
}

export type AgentProcessIOControlType =
  | 'UNKNOWN'
  | 'TTY_INFO'
  | 'HEARTBEAT'

export interface AgentProcessIOControlHeartbeat {
  interval?: DurationInfo
}

export interface ExecutorEvent {
  type?: ExecutorEventType
  subscribed?: ExecutorEventSubscribed
  acknowledged?: ExecutorEventAcknowledged
  launch?: ExecutorEventLaunch
  launchGroup?: ExecutorEventLaunchGroup
  kill?: ExecutorEventKill
  message?: ExecutorEventMessage
  error?: ExecutorEventError
}

export type ExecutorEventType =
  | 'UNKNOWN'
  | 'SUBSCRIBED'
  | 'LAUNCH'
  | 'LAUNCH_GROUP'
  | 'KILL'
  | 'ACKNOWLEDGED'
  | 'MESSAGE'
  | 'ERROR'
  | 'SHUTDOWN'
  | 'HEARTBEAT'

export interface ExecutorEventSubscribed {
  executorInfo: ExecutorInfo
  frameworkInfo: FrameworkInfo
  agentInfo: AgentInfo
  containerId?: ContainerID
}

export interface ExecutorEventLaunch {
  task: TaskInfo
}

export interface ExecutorEventLaunchGroup {
  taskGroup: TaskGroupInfo
}

export interface ExecutorEventKill {
  taskId: TaskID
  killPolicy?: KillPolicy
}

export interface ExecutorEventAcknowledged {
  taskId: TaskID
  uuid: Uint8Array
}

export interface ExecutorEventMessage {
  data: Uint8Array
}

export interface ExecutorEventError {
  message: string
}

export interface ExecutorCall {
  executorId: ExecutorID
  frameworkId: FrameworkID
  type?: ExecutorCallType
  subscribe?: ExecutorCallSubscribe
  update?: ExecutorCallUpdate
  message?: ExecutorCallMessage
}

export type ExecutorCallType =
  | 'UNKNOWN'
  | 'SUBSCRIBE'
  | 'UPDATE'
  | 'MESSAGE'
  | 'HEARTBEAT'

export interface ExecutorCallSubscribe {
  unacknowledgedTasks?: TaskInfo[]
  unacknowledgedUpdates?: ExecutorCallUpdate[]
}

export interface ExecutorCallUpdate {
  status: TaskStatus
}

export interface ExecutorCallMessage {
  data: Uint8Array
}

export interface SchedulerEvent {
  type?: SchedulerEventType
  subscribed?: SchedulerEventSubscribed
  offers?: SchedulerEventOffers
  inverseOffers?: SchedulerEventInverseOffers
  rescind?: SchedulerEventRescind
  rescindInverseOffer?: SchedulerEventRescindInverseOffer
  update?: SchedulerEventUpdate
  updateOperationStatus?: SchedulerEventUpdateOperationStatus
  message?: SchedulerEventMessage
  failure?: SchedulerEventFailure
  error?: SchedulerEventError
}

export type SchedulerEventType =
  | 'UNKNOWN'
  | 'SUBSCRIBED'
  | 'OFFERS'
  | 'INVERSE_OFFERS'
  | 'RESCIND'
  | 'RESCIND_INVERSE_OFFER'
  | 'UPDATE'
  | 'UPDATE_OPERATION_STATUS'
  | 'MESSAGE'
  | 'FAILURE'
  | 'ERROR'
  | 'HEARTBEAT'

export interface SchedulerEventSubscribed {
  frameworkId: FrameworkID
  heartbeatIntervalSeconds?: number
  masterInfo?: MasterInfo
}

export interface SchedulerEventOffers {
  offers?: Offer[]
}

export interface SchedulerEventInverseOffers {
  inverseOffers?: InverseOffer[]
}

export interface SchedulerEventRescind {
  offerId: OfferID
}

export interface SchedulerEventRescindInverseOffer {
  inverseOfferId: OfferID
}

export interface SchedulerEventUpdate {
  status: TaskStatus
}

export interface SchedulerEventUpdateOperationStatus {
  status: OperationStatus
}

export interface SchedulerEventMessage {
  agentId: AgentID
  executorId: ExecutorID
  data: Uint8Array
}

export interface SchedulerEventFailure {
  agentId?: AgentID
  executorId?: ExecutorID
  status?: number
}

export interface SchedulerEventError {
  message: string
}

export interface SchedulerResponse {
  type?: SchedulerResponseType
  reconcileOperations?: SchedulerResponseReconcileOperations
}

export type SchedulerResponseType =
  | 'UNKNOWN'
  | 'RECONCILE_OPERATIONS'

export interface SchedulerResponseReconcileOperations {
  operationStatuses?: OperationStatus[]
}

export interface SchedulerAttributeConstraint {
  selector: SchedulerAttributeConstraintSelector
  predicate: SchedulerAttributeConstraintPredicate
}

export interface SchedulerAttributeConstraintSelector {
  pseudoattributeType?: SchedulerAttributeConstraintSelectorPseudoattributeType
  attributeName?: string
}

export type SchedulerAttributeConstraintSelectorPseudoattributeType =
  | 'UNKNOWN'
  | 'HOSTNAME'
  | 'REGION'
  | 'ZONE'

export interface SchedulerAttributeConstraintPredicate {
  exists?: SchedulerAttributeConstraintPredicateExists
  notExists?: SchedulerAttributeConstraintPredicateNotExists
  textEquals?: SchedulerAttributeConstraintPredicateTextEquals
  textNotEquals?: SchedulerAttributeConstraintPredicateTextNotEquals
  textMatches?: SchedulerAttributeConstraintPredicateTextMatches
  textNotMatches?: SchedulerAttributeConstraintPredicateTextNotMatches
}

export interface SchedulerAttributeConstraintPredicateExists {}

export interface SchedulerAttributeConstraintPredicateNotExists {}

export interface SchedulerAttributeConstraintPredicateTextEquals {
  value: string
}

export interface SchedulerAttributeConstraintPredicateTextNotEquals {
  value: string
}

export interface SchedulerAttributeConstraintPredicateTextMatches {
  regex: string
}

export interface SchedulerAttributeConstraintPredicateTextNotMatches {
  regex: string
}

export interface SchedulerOfferConstraints {
  roleConstraints?: Record<string, SchedulerOfferConstraintsRoleConstraints>
}

export interface SchedulerOfferConstraintsRoleConstraints {
  groups?: SchedulerOfferConstraintsRoleConstraintsGroup[]
}

export interface SchedulerOfferConstraintsRoleConstraintsGroup {
  attributeConstraints?: SchedulerAttributeConstraint[]
}

export interface SchedulerCall {
  frameworkId?: FrameworkID
  type?: SchedulerCallType
  subscribe?: SchedulerCallSubscribe
  accept?: SchedulerCallAccept
  decline?: SchedulerCallDecline
  acceptInverseOffers?: SchedulerCallAcceptInverseOffers
  declineInverseOffers?: SchedulerCallDeclineInverseOffers
  revive?: SchedulerCallRevive
  kill?: SchedulerCallKill
  shutdown?: SchedulerCallShutdown
  acknowledge?: SchedulerCallAcknowledge
  acknowledgeOperationStatus?: SchedulerCallAcknowledgeOperationStatus
  reconcile?: SchedulerCallReconcile
  reconcileOperations?: SchedulerCallReconcileOperations
  message?: SchedulerCallMessage
  request?: SchedulerCallRequest
  suppress?: SchedulerCallSuppress
  updateFramework?: SchedulerCallUpdateFramework
}

export type SchedulerCallType =
  | 'UNKNOWN'
  | 'SUBSCRIBE'
  | 'TEARDOWN'
  | 'ACCEPT'
  | 'DECLINE'
  | 'ACCEPT_INVERSE_OFFERS'
  | 'DECLINE_INVERSE_OFFERS'
  | 'REVIVE'
  | 'KILL'
  | 'SHUTDOWN'
  | 'ACKNOWLEDGE'
  | 'ACKNOWLEDGE_OPERATION_STATUS'
  | 'RECONCILE'
  | 'RECONCILE_OPERATIONS'
  | 'MESSAGE'
  | 'REQUEST'
  | 'SUPPRESS'
  | 'UPDATE_FRAMEWORK'

export interface SchedulerCallSubscribe {
  frameworkInfo: FrameworkInfo
  suppressedRoles?: string[]
  offerConstraints?: SchedulerOfferConstraints
}

export interface SchedulerCallAccept {
  offerIds?: OfferID[]
  operations?: OfferOperation[]
  filters?: Filters
}

export interface SchedulerCallDecline {
  offerIds?: OfferID[]
  filters?: Filters
}

export interface SchedulerCallAcceptInverseOffers {
  inverseOfferIds?: OfferID[]
  filters?: Filters
}

export interface SchedulerCallDeclineInverseOffers {
  inverseOfferIds?: OfferID[]
  filters?: Filters
}

export interface SchedulerCallRevive {
  roles?: string[]
}

export interface SchedulerCallKill {
  taskId: TaskID
  agentId?: AgentID
  killPolicy?: KillPolicy
}

export interface SchedulerCallShutdown {
  executorId: ExecutorID
  agentId: AgentID
}

export interface SchedulerCallAcknowledge {
  agentId: AgentID
  taskId: TaskID
  uuid: Uint8Array
}

export interface SchedulerCallAcknowledgeOperationStatus {
  agentId?: AgentID
  resourceProviderId?: ResourceProviderID
  uuid: Uint8Array
  operationId: OperationID
}

export interface SchedulerCallReconcile {
  tasks?: SchedulerCallReconcileTask[]
}

export interface SchedulerCallReconcileTask {
  taskId: TaskID
  agentId?: AgentID
}

export interface SchedulerCallReconcileOperations {
  operations?: SchedulerCallReconcileOperationsOperation[]
}

export interface SchedulerCallReconcileOperationsOperation {
  operationId: OperationID
  agentId?: AgentID
  resourceProviderId?: ResourceProviderID
}

export interface SchedulerCallMessage {
  agentId: AgentID
  executorId: ExecutorID
  data: Uint8Array
}

export interface SchedulerCallRequest {
  requests?: Request[]
}

export interface SchedulerCallSuppress {
  roles?: string[]
}

export interface SchedulerCallUpdateFramework {
  frameworkInfo: FrameworkInfo
  suppressedRoles?: string[]
  offerConstraints?: SchedulerOfferConstraints
}

export interface SchedulerAPIResult {
  statusCode: number
  response?: SchedulerResponse
  error?: string
}
