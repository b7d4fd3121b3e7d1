/** What identifies one version of the bytes behind a URI; none of them: nothing does. */
export interface Validators {
  etag?: string
  lastModified?: string
  /** Of what has no headers: size and time, as one text. */
  version?: string
}
