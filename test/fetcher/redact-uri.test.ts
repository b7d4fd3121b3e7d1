import t from 'tap'
import { redactUri } from '../../lib/fetcher/redact-uri.ts'

t.test('userinfo and query are cut out, wherever in a text', async (t) => {
  t.equal(redactUri('http://user:pa@ss@host:80/a@b?token=x#y'), 'http://host:80/a@b')
  t.equal(redactUri("got 's3://key:secret@bucket/x?sig=1' and https://u@h/z"), "got 's3://bucket/x' and https://h/z")
})

t.test('local names stay as they are', async (t) => {
  t.equal(redactUri('/srv/what?.txt'), '/srv/what?.txt')
  t.equal(redactUri('file:///srv/what?.txt'), 'file:///srv/what?.txt')
})

t.test('the text is one line', async (t) => {
  t.equal(redactUri(' \n http://h/a\r\nX: y\0'), 'http://h/a X: y ')
})
