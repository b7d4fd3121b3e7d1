import t from 'tap'
import { hostOf, registryOf, serverOf } from '../../lib/images/registry-of.ts'

t.test('the first segment is a registry when it looks like a host', async (t) => {
  const cases = {
    busybox: 'docker.io',
    'busybox:1.36': 'docker.io',
    'library/busybox': 'docker.io',
    'team/app@sha256:abc': 'docker.io',
    'docker.io/team/app': 'docker.io',
    'index.docker.io/team/app': 'docker.io',
    'localhost/app': 'localhost',
    'localhost:5000/app:1': 'localhost:5000',
    'Host/app': 'Host',
    '127.0.0.1:5000/a/b/c': '127.0.0.1:5000',
    'registry.example.com/app': 'registry.example.com'
  }
  for (const [reference, registry] of Object.entries(cases)) t.equal(registryOf(reference), registry, reference)
})

t.test('a key of a docker config is a host with decorations', async (t) => {
  const cases = {
    'https://index.docker.io/v1/': 'docker.io',
    'registry-1.docker.io': 'docker.io',
    'docker.io': 'docker.io',
    'https://quay.io': 'quay.io',
    'http://quay.io:8080/v2/team': 'quay.io:8080',
    'gcr.io/project': 'gcr.io',
    'gcr.io': 'gcr.io'
  }
  for (const [key, host] of Object.entries(cases)) t.equal(hostOf(key), host, key)
})

t.test('Docker Hub is asked for under its old address, all others under their host', async (t) => {
  t.equal(serverOf('docker.io'), 'https://index.docker.io/v1/')
  t.equal(serverOf('quay.io:8080'), 'quay.io:8080')
})
