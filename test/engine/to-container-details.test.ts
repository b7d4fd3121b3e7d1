import t from 'tap'
import { toContainerDetails } from '../../lib/engine/to-container-details.ts'
import type { InspectAnswer } from '../../lib/engine/to-container-details.ts'

const answer: InspectAnswer = {
  Id: 'c1',
  Name: '/web',
  Created: '2026-01-01T00:00:00Z',
  Image: 'sha256:1',
  State: {
    Status: 'running',
    Running: true,
    Paused: false,
    Restarting: false,
    OOMKilled: false,
    Dead: false,
    Pid: 7,
    ExitCode: 0,
    Error: '',
    StartedAt: '2026-01-01T00:00:01Z',
    FinishedAt: '0001-01-01T00:00:00Z'
  },
  Config: { Labels: { a: 'b' }, Image: 'busybox:1', Tty: true },
  HostConfig: { NetworkMode: 'bridge', Memory: 33, LogConfig: { Type: 'local' } },
  NetworkSettings: { Networks: { bridge: { IPAddress: '172.17.0.2', GlobalIPv6Address: 'fd00::2', Gateway: '172.17.0.1' } } }
}

t.test('every field comes over under its name', async (t) => {
  t.same(toContainerDetails(answer), {
    id: 'c1',
    name: 'web',
    created: '2026-01-01T00:00:00Z',
    imageId: 'sha256:1',
    state: {
      status: 'running',
      running: true,
      paused: false,
      restarting: false,
      oomKilled: false,
      dead: false,
      pid: 7,
      exitCode: 0,
      error: '',
      startedAt: '2026-01-01T00:00:01Z',
      finishedAt: '0001-01-01T00:00:00Z'
    },
    labels: { a: 'b' },
    image: 'busybox:1',
    tty: true,
    networkMode: 'bridge',
    networks: { bridge: { ipAddress: '172.17.0.2', globalIPv6Address: 'fd00::2', gateway: '172.17.0.1' } },
    logDriver: 'local',
    memoryBytes: 33,
    raw: answer
  })
})

t.test('a container without labels has none', async (t) => {
  t.same(toContainerDetails({ ...answer, Config: { ...answer.Config, Labels: null } }).labels, {})
})

t.test('a health is there where one has been found out', async (t) => {
  t.equal(toContainerDetails({ ...answer, State: { ...answer.State, Health: { Status: 'unhealthy' } } }).state.healthy, false)
})
