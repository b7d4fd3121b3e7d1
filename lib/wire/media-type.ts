import { headerAdmits } from './header-admits.ts'

export type MediaType = 'json' | 'protobuf' | 'recordio'

/** The exact header text of each type; weak clients compare it as a whole, so it never carries a charset. */
export const mediaTypeText: Readonly<Record<MediaType, string>> = {
  json: 'application/json',
  protobuf: 'application/x-protobuf',
  recordio: 'application/recordio'
}

/**
 * The type a Content-Type header names, or null (415; where the header is absent, 400). As in the original it has to be
 * the whole, exact text: a charset or upper-case letters make it another type.
 */
export function requestMediaType (contentType: string | undefined): 'json' | 'protobuf' | null
export function requestMediaType<M extends MediaType> (contentType: string | undefined, offered: readonly M[]): M | null
export function requestMediaType (
  contentType: string | undefined, offered: readonly MediaType[] = ['json', 'protobuf']): MediaType | null {
  return offered.find((type) => mediaTypeText[type] === contentType) ?? null
}

/**
 * The first of the `offered` types that an Accept header admits, or null (406). An absent header admits all. Weights
 * other than q=0 are not looked at: the order of preference is the server's.
 */
export function acceptedMediaType (accept: string | undefined): 'json' | 'protobuf' | null
export function acceptedMediaType<M extends MediaType> (accept: string | undefined, offered: readonly M[]): M | null
export function acceptedMediaType (
  accept: string | undefined, offered: readonly MediaType[] = ['json', 'protobuf']): MediaType | null {
  if (accept === undefined) return offered[0] ?? null
  return offered.find((type) => headerAdmits(accept, [mediaTypeText[type], 'application/*', '*/*'])) ?? null
}
