/**
 * A small executor that knows nothing of this package and speaks HTTP only: it runs the command of each task it is given as a
 * process of its own, says what becomes of them until that is acknowledged, and comes back when the agent was away.
 *
 * It is started by the agent, as a process or as the image that `scripts/executor-image.mjs` makes of it.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'

interface Id { value: string }
interface Task { task_id: Id, command?: { value?: string }, data?: string }
interface Status { task_id: Id, state: string, uuid: string, source: string, message?: string }
type Event =
  | { type: 'LAUNCH', launch: { task: Task } }
  | { type: 'LAUNCH_GROUP', launch_group: { task_group: { tasks: Task[] } } }
  | { type: 'KILL', kill: { task_id: Id } }
  | { type: 'ACKNOWLEDGED', acknowledged: { task_id: Id, uuid: string } }
  | { type: 'MESSAGE', message: { data: string } }
  | { type: 'SUBSCRIBED' | 'HEARTBEAT' | 'SHUTDOWN' }

const { MESOS_AGENT_ENDPOINT = '', MESOS_FRAMEWORK_ID = '', MESOS_EXECUTOR_ID = '', MESOS_CHECKPOINT, MESOS_EXECUTOR_AUTHENTICATION_TOKEN: token } = process.env
const RETRY_MS = 200
const tasks = new Map<string, { task: Task, child?: ChildProcess, killed: boolean, acknowledged: boolean }>()
const updates = new Map<string, Status>()
let said = Promise.resolve()

async function post (body: object): Promise<IncomingMessage> {
  const outgoing = request(`http://${MESOS_AGENT_ENDPOINT}/api/v1/executor`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
  })
  outgoing.end(JSON.stringify({ framework_id: { value: MESOS_FRAMEWORK_ID }, executor_id: { value: MESOS_EXECUTOR_ID }, ...body }))
  const [response] = await once(outgoing, 'response') as [IncomingMessage]
  return response
}

/** One call after the other: on connections of their own a task's end could overtake its start. What is lost on the way is said again with the next subscription. */
function call (body: object): void {
  said = said.then(() => post(body)).then(response => { response.resume() }, () => {})
}

function say (id: Id, state: string, message?: string): void {
  const uuid = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64')
  const status = { task_id: id, state, uuid, source: 'SOURCE_EXECUTOR', ...(message === undefined ? {} : { message }) }
  updates.set(uuid, status)
  call({ type: 'UPDATE', update: { status } })
}

function launch (task: Task): void {
  const { task_id: id } = task
  const child = spawn('/bin/sh', ['-c', task.command?.value ?? (Buffer.from(task.data ?? '', 'base64').toString() || 'exit 0')], { stdio: 'inherit' })
  const entry = { task, child, killed: false, acknowledged: false }
  tasks.set(id.value, entry)
  say(id, 'TASK_RUNNING')
  child.once('exit', (code, signal) => {
    tasks.delete(id.value)
    say(id, entry.killed ? 'TASK_KILLED' : code === 0 ? 'TASK_FINISHED' : 'TASK_FAILED', `ended with ${signal ?? code}`)
  })
}

function kill (id: string): void {
  const entry = tasks.get(id)
  if (entry === undefined) return
  entry.killed = true
  entry.child?.kill('SIGTERM')
}

function take (event: Event): void {
  switch (event.type) {
    case 'LAUNCH': return launch(event.launch.task)
    case 'LAUNCH_GROUP': return event.launch_group.task_group.tasks.forEach(launch)
    case 'KILL': return kill(event.kill.task_id.value)
    case 'MESSAGE': return call({ type: 'MESSAGE', message: { data: event.message.data } })
    case 'ACKNOWLEDGED': {
      const entry = tasks.get(event.acknowledged.task_id.value)
      if (entry !== undefined) entry.acknowledged = true
      updates.delete(event.acknowledged.uuid)
      return
    }
    case 'SHUTDOWN':
      for (const id of tasks.keys()) kill(id)
      process.exit(0)
  }
}

/** Reads records, each its length in bytes, a newline and so many bytes, until the agent ends the stream. */
async function listen (stream: IncomingMessage): Promise<void> {
  let rest = Buffer.alloc(0)
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, chunk])
    for (let line = rest.indexOf('\n'); line !== -1; line = rest.indexOf('\n')) {
      const end = line + 1 + Number(rest.subarray(0, line))
      if (rest.length < end) break
      take(JSON.parse(rest.subarray(line + 1, end).toString()))
      rest = rest.subarray(end)
    }
  }
}

for (;;) {
  try {
    const stream = await post({
      type: 'SUBSCRIBE',
      subscribe: {
        unacknowledged_tasks: [...tasks.values()].filter(({ acknowledged }) => !acknowledged).map(({ task }) => task),
        unacknowledged_updates: [...updates.values()].map(status => ({ status }))
      }
    })
    if (stream.statusCode === 200) await listen(stream)
    else stream.resume()
  } catch {
    // The agent is away.
  }
  if (MESOS_CHECKPOINT !== '1') process.exit(0)
  await new Promise(resolve => setTimeout(resolve, RETRY_MS))
}
