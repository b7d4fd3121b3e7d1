/** Name and password of a URL, decoded; a stray percent sign stands for itself. */
export function urlCredentials ({ username, password }: URL): { user: string, password: string } | undefined {
  if (username === '' && password === '') return undefined
  return { user: decoded(username), password: decoded(password) }
}

/** For HTTP's Basic scheme, as headers. */
export function basicAuthorization (url: URL): Record<string, string> {
  const found = urlCredentials(url)
  if (found === undefined) return {}
  return { authorization: `Basic ${Buffer.from(`${found.user}:${found.password}`).toString('base64')}` }
}

function decoded (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
