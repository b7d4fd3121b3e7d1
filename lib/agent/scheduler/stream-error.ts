import type { Framework } from './framework.ts'

/** Why a call does not belong to the framework's subscription, with its status, in the original's words; undefined when it does. */
export function streamError (frameworkId: string, framework: Framework | undefined, streamId: string | undefined): { status: 400 | 403, text: string } | undefined {
  if (framework === undefined) return { status: 400, text: 'Framework cannot be found' }
  if (framework.connection === undefined) return { status: 403, text: 'Framework is not subscribed' }
  if (streamId === undefined) return { status: 400, text: "All non-subscribe calls should include the 'Mesos-Stream-Id' header" }
  if (streamId === framework.connection.streamId) return undefined
  return { status: 400, text: `The stream ID '${streamId}' included in this request didn't match the stream ID currently associated with framework ID ${frameworkId}` }
}
