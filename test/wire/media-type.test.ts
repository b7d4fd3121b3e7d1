import t from 'tap'
import { acceptedMediaType, mediaTypeText, requestMediaType } from '../../lib/wire/media-type.ts'

t.test('a Content-Type counts only as a whole', async (t) => {
  t.equal(requestMediaType('application/json'), 'json')
  t.equal(requestMediaType('application/x-protobuf'), 'protobuf')
  for (const other of [undefined, '', 'text/plain', 'application/json; charset=utf-8', 'application/JSON', 'application/recordio']) {
    t.equal(requestMediaType(other), null)
  }
  t.equal(requestMediaType('application/recordio', ['json', 'protobuf', 'recordio']), 'recordio')
})

t.test('an absent Accept admits what the server prefers', async (t) => {
  t.equal(acceptedMediaType(undefined), 'json')
  t.equal(acceptedMediaType(undefined, ['protobuf', 'json']), 'protobuf')
  t.equal(acceptedMediaType(undefined, []), null)
})

t.test('the preference is the server\'s, whatever the weights', async (t) => {
  t.equal(acceptedMediaType('application/json'), 'json')
  t.equal(acceptedMediaType('application/x-protobuf'), 'protobuf')
  t.equal(acceptedMediaType('application/x-protobuf, application/json;q=0.1'), 'json')
  t.equal(acceptedMediaType('*/*'), 'json')
  t.equal(acceptedMediaType('text/html, application/*;q=0.5'), 'json')
  t.equal(acceptedMediaType(' Application/X-Protobuf ; q=1'), 'protobuf')
  t.equal(acceptedMediaType('application/recordio', ['json', 'protobuf', 'recordio']), 'recordio')
})

t.test('what has the weight 0 is not admitted', async (t) => {
  t.equal(acceptedMediaType('application/json;q=0, */*'), 'protobuf')
  t.equal(acceptedMediaType('*/*, application/json;q=0.000'), 'protobuf')
  t.equal(acceptedMediaType('application/json;q=0, application/json'), 'json')
  t.equal(acceptedMediaType('application/*; q = 0, */*'), null)
  t.equal(acceptedMediaType('*/*;q=0'), null)
})

t.test('an Accept that admits none of them leaves nothing', async (t) => {
  for (const other of ['', 'text/html', 'text/*', 'application/json+x']) t.equal(acceptedMediaType(other), null)
})

t.test('each type has its header text', async (t) => {
  for (const type of ['json', 'protobuf', 'recordio'] as const) {
    t.equal(requestMediaType(mediaTypeText[type], ['json', 'protobuf', 'recordio']), type)
  }
})
