import t from 'tap'
import { imageJson } from '../../../lib/agent/operator/image-json.ts'

t.test('an image is shown with what is known of it', async t => {
  t.strictSame(imageJson({ name: 'app:1' }), { name: 'app:1' })
  t.strictSame(imageJson({ name: 'app:1', digest: 'app@sha256:1' }), { name: 'app:1', digest: 'app@sha256:1' })
})

t.test('a pull has names as on the wire', async t => {
  t.strictSame(imageJson({
    name: 'app',
    pull: { reference: 'app:latest', phase: 'DOWNLOADING', beganMs: 1, tries: 1, layers: 2, layersDone: 1, downloadedBytes: 3, extractedBytes: 4, totalBytes: 5, remainingMs: 6 }
  }), {
    name: 'app',
    pull: { reference: 'app:latest', phase: 'DOWNLOADING', began_ms: 1, tries: 1, layers: 2, layers_done: 1, downloaded_bytes: 3, extracted_bytes: 4, total_bytes: 5, remaining_ms: 6 }
  })
})
