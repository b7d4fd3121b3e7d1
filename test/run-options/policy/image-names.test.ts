import t from 'tap'
import { imageNames } from '../../../lib/run-options/policy/image-names.ts'

for (const [image, full] of [
  ['busybox', 'docker.io/library/busybox:latest'],
  ['busybox:1', 'docker.io/library/busybox:1'],
  ['team/app', 'docker.io/team/app:latest'],
  ['docker.io/busybox', 'docker.io/library/busybox:latest'],
  ['index.docker.io/team/app:2', 'docker.io/team/app:2'],
  ['localhost/app', 'localhost/app:latest'],
  ['registry.example:5000/team/app', 'registry.example:5000/team/app:latest'],
  ['registry.example/app@sha256:00', 'registry.example/app@sha256:00']
] as const) {
  t.test(`${image} is ${full}`, async (t) => {
    t.strictSame(imageNames(image), [image, full])
  })
}
