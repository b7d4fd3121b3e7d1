/**
 * The URI as it may be shown: without userinfo and without the query, where signed URLs carry their secret, and on
 * one line. Applied to any other text it does the same to every URI within.
 */
export function redactUri (text: string): string {
  return text
    .trimStart()
    // Up to the last @ before the path: a password may hold an unescaped one.
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^/?#\s]*@/gi, '$1')
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s?#]*)[?#][^\s'"]*/gi, (whole, kept: string) => /^file:/i.test(whole) ? whole : kept)
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
}
