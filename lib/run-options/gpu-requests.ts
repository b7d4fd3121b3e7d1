import { refusal } from './refusal.ts'

/** The engine's device request for that many GPUs. Unlike Mesos, they really reach the container. */
export function gpuRequests (gpus: number | undefined): object[] {
  if (gpus === undefined || gpus === 0) return []
  if (!Number.isInteger(gpus) || gpus < 0) throw refusal('resources gpus', gpus, "The 'gpus' resource must be an unsigned integer")
  return [{ Driver: '', Count: gpus, DeviceIDs: [], Capabilities: [['gpu']], Options: {} }]
}
