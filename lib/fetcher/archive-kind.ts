export type ArchiveKind = 'archive' | 'gzip'

/** By the suffix of its name, as the original decides: an archive with entries, a compressed file, or neither. */
export function archiveKind (name: string): ArchiveKind | undefined {
  if (/\.(?:tar|tgz|tar\.gz|tbz2|tar\.bz2|txz|tar\.xz|zip)$/.test(name)) return 'archive'
  // A name that is the suffix alone leaves none for the content.
  if (/.\.gz$/.test(name)) return 'gzip'
  return undefined
}
