/** `:latest` when the last segment has neither tag nor digest; registry ports are not mistaken for tags. */
export function withDefaultTag (image: string): string {
  const last = image.slice(image.lastIndexOf('/') + 1)
  return last.includes(':') || last.includes('@') ? image : `${image}:latest`
}
