import { parseBoolean } from '../parse/boolean.ts'
import type { Flag } from './flag.ts'

const no = (rule: string): Flag => (_draft, _value, refuse) => refuse(rule)

const CLIENT = 'concerns the docker client, which does not take part here'

/** Flags of docker run that we know and turn down, each with its reason. */
export const refusedFlags: Record<string, Flag> = {
  annotation: no('older engines drop it silently'),
  attach: no('the containerizer always takes stdout and stderr, and never stdin'),
  cidfile: no(CLIENT),
  detach: no(CLIENT),
  'detach-keys': no(CLIENT),
  'disable-content-trust': no(CLIENT),
  'health-start-interval': no('older engines drop it silently'),
  interactive: no('a task has no stdin'),
  isolation: no('is for Windows'),
  'kernel-memory': no('engines no longer have it'),
  name: no("Parameter in DockerInfo must not be 'name'"),
  pull: no('use container.docker.force_pull_image'),
  quiet: no(CLIENT),
  // The containerizer removes every container itself; if the engine did it at exit, nobody would learn how it ended.
  rm: (_draft, value, refuse) => { parseBoolean(value) ?? refuse('must be true or false') },
  restart: (_draft, value, refuse) => {
    if (value !== 'no' && value !== '') refuse('a container that the engine starts again would outlive its reported end; restart the task instead')
  },
  'sig-proxy': no(CLIENT),
  'use-api-socket': no('would hand over the engine')
}
