import t from 'tap'
import { s3Access, s3Url, signS3 } from '../../lib/fetcher/sign-s3.ts'

const env = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }

t.test('access is what the environment gives, or none', async (t) => {
  t.equal(s3Access({}), undefined)
  t.equal(s3Access({ AWS_ACCESS_KEY_ID: 'x' }), undefined)
  t.same(s3Access(env), { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY, region: 'us-east-1' })
  t.match(s3Access({ ...env, AWS_DEFAULT_REGION: 'eu-west-1', AWS_SESSION_TOKEN: 'token', AWS_ENDPOINT_URL: 'http://store' }), { region: 'eu-west-1', sessionToken: 'token', endpoint: 'http://store' })
  t.match(s3Access({ ...env, AWS_REGION: 'a', AWS_DEFAULT_REGION: 'b', AWS_ENDPOINT_URL_S3: 'http://s3', AWS_ENDPOINT_URL: 'http://all' }), { region: 'a', endpoint: 'http://s3' })
})

t.test('an object has its URL', async (t) => {
  const access = { accessKeyId: '', secretAccessKey: '', region: 'eu-west-1' }
  t.equal(s3Url('bucket', 'a/b c?d', access).href, 'https://bucket.s3.eu-west-1.amazonaws.com/a/b%20c%3Fd')
  t.equal(s3Url('with.dots', 'a', access).href, 'https://s3.eu-west-1.amazonaws.com/with.dots/a')
  t.equal(s3Url('bucket', 'a', { ...access, endpoint: 'http://127.0.0.1:9000/' }).href, 'http://127.0.0.1:9000/bucket/a')
})

t.test('a request is signed with the key but does not show it', async (t) => {
  const access = s3Access({ ...env, AWS_SESSION_TOKEN: 'token' }) as NonNullable<ReturnType<typeof s3Access>>
  const headers = await signS3(s3Url('bucket', 'a', access), access)
  t.match(headers['authorization'], /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/us-east-1\/s3\/aws4_request, SignedHeaders=host;x-amz-.*Signature=[0-9a-f]{64}$/)
  t.equal(headers['x-amz-security-token'], 'token')
  t.notMatch(JSON.stringify(headers), /wJalrXUt/)
})
