import t from 'tap'
import { toEngineVersion } from '../../lib/engine/to-engine-version.ts'

t.test('every field comes over under its name', async (t) => {
  t.same(toEngineVersion({
    Version: '20.10', ApiVersion: '1.41', MinAPIVersion: '1.12', Os: 'linux', Arch: 'amd64', KernelVersion: '6.1'
  }), { version: '20.10', apiVersion: '1.41', minApiVersion: '1.12', os: 'linux', arch: 'amd64', kernelVersion: '6.1' })
})
