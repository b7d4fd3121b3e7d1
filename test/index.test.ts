import t from 'tap'
import * as surface from '../lib/index.ts'

t.test('the package is the docker containerizer\'s plugin, with all that goes with it by name', async t => {
  t.equal(surface.default, surface.dockerContainerizer)
  t.same(Object.keys(surface).sort(), [
    'ComposingContainerizer', 'agent', 'configuredContainerizers', 'containerizers', 'default', 'dockerContainerizer',
    'ensureContainerizers', 'ensureFetcher', 'errors', 'executors', 'fetcher', 'isCommandTaskCapable', 'isExecCapable', 'isSignalCapable', 'loadFlags', 'mesosContainerizer'
  ])
})
