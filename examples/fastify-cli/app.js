// An ordinary fastify-cli app that runs containers. After `--` come the options of this plugin:
//   fastify start --close-grace-delay=30000 app.js -- --config=containerizers.yaml --containerizers=docker
// (fastify-cli would else end the process half a second after a signal, too soon to stop containers).
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { configuredContainerizers } from 'fastify-docker-containerizer'

export default async function app (fastify, { config, containerizers, workDir }) {
  await fastify.register(configuredContainerizers, {
    ...config && { config },
    ...containerizers && { containerizers },
    ...workDir && { workDir }
  })

  fastify.get('/containerizers', async () => fastify.containerizers.names)

  // {"image": "…", "command": "…"}: runs the command to its end and answers with what it wrote.
  fastify.post('/run', async ({ body: { image, command } }) => {
    const containerId = { value: randomUUID() }
    const directory = join(workDir ?? '/var/lib/containerizers', 'sandboxes', containerId.value)
    await fastify.containerizers.launch(containerId, {
      directory,
      commandInfo: { shell: true, value: command },
      ...image && { containerInfo: { type: 'DOCKER', docker: { image } } }
    })
    const { status } = await fastify.containerizers.wait(containerId)
    return { exitCode: status >> 8, stdout: await readFile(join(directory, 'stdout'), 'utf8') }
  })
}
