import t from 'tap'
import { gpuRequests } from '../../lib/run-options/gpu-requests.ts'

t.test('none asked, none requested', async (t) => t.same([gpuRequests(undefined), gpuRequests(0)], [[], []]))

t.test('a whole number becomes one request', async (t) => {
  t.same(gpuRequests(2), [{ Driver: '', Count: 2, DeviceIDs: [], Capabilities: [['gpu']], Options: {} }])
})

t.test('refuses parts of a GPU and less than none', async (t) => {
  for (const gpus of [0.5, -1]) t.throws(() => gpuRequests(gpus), { message: `resources gpus ${gpus}: The 'gpus' resource must be an unsigned integer` })
})
