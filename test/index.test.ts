import t from 'tap'
import * as surface from '../lib/index.ts'
import { containerizers, ensureContainerizers } from '../lib/plugins/containerizers.ts'

t.test('the package gives the chain\'s plugin, and what third parties need to join it', async t => {
  t.equal(surface.containerizers, containerizers)
  t.equal(surface.ensureContainerizers, ensureContainerizers)
  t.type(surface.errors.CONTAINERIZER_ERR_NOT_RECOVERED, 'function')
  t.type(surface.isCommandTaskCapable, 'function')
})
