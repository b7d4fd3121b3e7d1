import t from 'tap'
import { parameterFiles, pathRule, seccompFile } from '../../lib/run-options/parameter-files.ts'

t.test('the files among parameters come in their order, with their fields', async (t) => {
  t.same(parameterFiles(), [])
  t.strictSame(parameterFiles([
    { key: 'env', value: 'A=b' }, { key: 'label-file', value: '/l' }, { key: 'security-opt', value: 'label=disable' }, { key: 'security-opt', value: 'seccomp=p' }, { key: 'env-file', value: 'e' }
  ]), [
    { field: 'container.docker.parameters[1] --label-file', key: 'label-file', path: '/l' },
    { field: 'container.docker.parameters[3] --security-opt', key: 'security-opt', path: 'p' },
    { field: 'container.docker.parameters[4] --env-file', key: 'env-file', path: 'e' }
  ])
})

t.test('a seccomp profile is a file unless it is its text or none', async (t) => {
  t.same(['seccomp=a/b=c', 'seccomp:p', 'seccomp='].map(seccompFile), ['a/b=c', 'p', ''])
  t.same(['seccomp=unconfined', 'seccomp={}', 'label=seccomp=x', 'no-new-privileges'].map(seccompFile), Array(4).fill(undefined))
})

t.test('a path is absolute or stays within the sandbox', async (t) => {
  t.same(['/x', 'x', 'a/../b', './x', '..x'].map(pathRule), Array(5).fill(undefined))
  for (const path of ['', '..', '../x', 'a/../../b', '.', 'a\0']) t.equal(pathRule(path), 'must be the path of a file, absolute or within the sandbox', JSON.stringify(path))
})
