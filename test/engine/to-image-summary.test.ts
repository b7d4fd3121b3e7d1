import t from 'tap'
import { toImageSummary } from '../../lib/engine/to-image-summary.ts'

t.test('tags and digests come over', async (t) => {
  t.same(toImageSummary({ Id: 'sha256:1', RepoTags: ['a:1'], RepoDigests: ['a@sha256:2'], Size: 9, Created: 5 }), {
    id: 'sha256:1', repoTags: ['a:1'], repoDigests: ['a@sha256:2'], sizeBytes: 9, created: 5
  })
})

t.test('what is called none, and what is not said, is no name', async (t) => {
  t.match(toImageSummary({ Id: 'x', RepoTags: ['<none>:<none>'], RepoDigests: ['<none>@<none>'], Size: 0, Created: 0 }), {
    repoTags: [], repoDigests: []
  })
  t.match(toImageSummary({ Id: 'x', RepoTags: null, RepoDigests: null, Size: 0, Created: 0 }), { repoTags: [], repoDigests: [] })
})
