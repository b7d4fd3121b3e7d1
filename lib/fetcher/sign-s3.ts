export interface S3Access {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  region: string
  /** Of a store that is not Amazon's; buckets are then the first part of the path. */
  endpoint?: string
}

/** From the variables that all of Amazon's tools read; undefined without credentials. */
export function s3Access (env: Readonly<Record<string, string | undefined>>): S3Access | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = env
  if (!accessKeyId || !secretAccessKey) return undefined
  const endpoint = env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL']
  return {
    accessKeyId,
    secretAccessKey,
    region: env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || 'us-east-1',
    ...sessionToken && { sessionToken },
    ...endpoint && { endpoint }
  }
}

/** Where an object is. */
export function s3Url (bucket: string, key: string, { region, endpoint }: S3Access): URL {
  const path = key.split('/').map(encodeURIComponent).join('/')
  if (endpoint !== undefined) return new URL(`${endpoint.replace(/\/$/, '')}/${bucket}/${path}`)
  // The certificate of the bucket's own host does not cover a name with dots.
  return bucket.includes('.')
    ? new URL(`https://s3.${region}.amazonaws.com/${bucket}/${path}`)
    : new URL(`https://${bucket}.s3.${region}.amazonaws.com/${path}`)
}

/** Headers that allow one GET of it, for some minutes. */
export async function signS3 (url: URL, { accessKeyId, secretAccessKey, sessionToken, region }: S3Access): Promise<Record<string, string>> {
  const { AwsV4Signer } = await import('aws4fetch')
  const signer = new AwsV4Signer({
    url: url.href, accessKeyId, secretAccessKey, region, service: 's3', ...sessionToken !== undefined && { sessionToken }
  })
  const { headers } = await signer.sign()
  return Object.fromEntries(headers)
}
