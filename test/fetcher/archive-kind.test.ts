import t from 'tap'
import { archiveKind } from '../../lib/fetcher/archive-kind.ts'

t.test('the suffix tells what a file is', async (t) => {
  for (const suffix of ['tar', 'tgz', 'tar.gz', 'tbz2', 'tar.bz2', 'txz', 'tar.xz', 'zip']) t.equal(archiveKind(`x.${suffix}`), 'archive')
  t.equal(archiveKind('x.gz'), 'gzip')
  for (const name of ['x', 'x.txt', 'tar', 'x.tar?y', 'x.bz2', '.gz']) t.equal(archiveKind(name), undefined)
})
