import t from 'tap'
import { toImageDetails } from '../../lib/engine/to-image-details.ts'

const item = { Id: 'sha256:1', Size: 9, Os: 'linux', Architecture: 'amd64' }
const common = { id: 'sha256:1', sizeBytes: 9, os: 'linux', architecture: 'amd64' }

t.test('every field comes over under its name', async (t) => {
  t.same(toImageDetails({
    ...item,
    RepoTags: ['a:1'],
    RepoDigests: ['a@sha256:2'],
    Config: { Entrypoint: ['/e'], Cmd: ['c'], Env: ['A=1'], User: 'u', WorkingDir: '/w', StopSignal: 'SIGQUIT' }
  }), {
    ...common,
    repoTags: ['a:1'],
    repoDigests: ['a@sha256:2'],
    entrypoint: ['/e'],
    cmd: ['c'],
    env: ['A=1'],
    user: 'u',
    workingDir: '/w',
    stopSignal: 'SIGQUIT'
  })
})

t.test('what an image does not say is empty', async (t) => {
  t.same(toImageDetails({ ...item, RepoTags: null, RepoDigests: null, Config: null }), {
    ...common, repoTags: [], repoDigests: [], entrypoint: [], cmd: [], env: [], user: '', workingDir: '', stopSignal: ''
  })
})
