import t from 'tap'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { userInfo } from 'node:os'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import { makeVolumes, volumePaths } from '../../lib/docker/make-volumes.ts'
import type { Resource } from '../../types/mesos-v1.ts'
import { MemoryStore } from '../fixtures/docker-parts.ts'

// Only root can give files away; others prove the path with their own name.
const user = process.getuid?.() === 0 ? { name: 'nobody', ids: [65534, 65534] } : { name: userInfo().username, ids: [userInfo().uid, userInfo().gid] }
const volume: Resource = { name: 'disk', type: 'SCALAR', role: 'web', disk: { persistence: { id: 'v1' }, volume: { mode: 'RW', containerPath: 'data' } } }
const runOf = (value: string, over: object = {}): DockerRun => dockerRun('a', { value }, { directory: '/s', commandInfo: {}, resources: [volume], ...over }, {})
const ids = async (path: string) => { const { uid, gid } = await stat(path); return [uid, gid] }

t.test('a run without volumes makes nothing', async (t) => {
  const workDir = t.testdir()
  await makeVolumes({ workDir, runs: new MemoryStore<DockerRun>() }, runOf('one', { resources: [] }))
  t.strictSame(volumePaths(undefined, runOf('one', { resources: [] })), [])
})

t.test('the directory is made where the original has it and belongs to the user, what is in it does not', async (t) => {
  const workDir = t.testdir()
  const runs = new MemoryStore<DockerRun>()
  const path = join(workDir, 'volumes/roles/web/v1')
  t.strictSame(volumePaths(workDir, runOf('one')), [path])
  await makeVolumes({ workDir, runs }, runOf('one'))
  t.strictSame(await ids(path), [process.getuid?.(), process.getgid?.()])
  await writeFile(join(path, 'kept'), '')
  await runs.write('one', runOf('one'))
  await makeVolumes({ workDir, runs }, runOf('one', { user: user.name }))
  t.strictSame(await ids(path), user.ids)
  t.strictSame(await ids(join(path, 'kept')), [process.getuid?.(), process.getgid?.()])
})

t.test('one that another container has stays with its owner', async (t) => {
  const workDir = t.testdir()
  const runs = new MemoryStore<DockerRun>()
  await runs.write('other', runOf('other'))
  await makeVolumes({ workDir, runs }, runOf('one', { user: user.name }))
  t.strictSame(await ids(join(workDir, 'volumes/roles/web/v1')), [process.getuid?.(), process.getgid?.()])
})

t.test('what cannot be made is said', async (t) => {
  const workDir = t.testdir()
  const parts = { workDir, runs: new MemoryStore<DockerRun>() }
  await t.rejects(makeVolumes(parts, runOf('one', { user: 'nobody-of-that-name' })), {
    code: 'CONTAINERIZER_ERR_SANDBOX_FAILED', message: /^Failed to make the persistent volumes of container one: No such user/
  })
  await mkdir(join(workDir, 'volumes/roles/b'), { recursive: true })
  await writeFile(join(workDir, 'volumes/roles/b/v1'), '')
  await t.rejects(makeVolumes(parts, runOf('one', { resources: [{ ...volume, role: 'b' }] })), { code: 'CONTAINERIZER_ERR_SANDBOX_FAILED' })
})
