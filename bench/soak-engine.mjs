// The fake engine of the tests for bench/soak.mjs, with containers that say something and end, without a process.
import process from 'node:process'
import { FakeContainer } from '../test/fixtures/fake-engine/fake-container.ts'
import { startFakeEngine } from '../test/fixtures/fake-engine/start-fake-engine.ts'

class TalkingContainer extends FakeContainer {
  async start () {
    this.runs()
    setImmediate(() => {
      this.says(1, Buffer.from('one line of output\nand the beginning of another'))
      this.says(2, Buffer.from('one of errors\n'))
      this.ended(0)
    })
  }
}

const { socketPath, close } = await startFakeEngine({ makeContainer: (name, body) => new TalkingContainer(name, body) })
process.send(socketPath)
process.on('disconnect', () => { close() })
