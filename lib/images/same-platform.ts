import type { ImageDetails } from '../../types/docker-engine.ts'

const synonyms: Record<string, string> = { x86_64: 'amd64', 'x86-64': 'amd64', aarch64: 'arm64', i386: '386', armhf: 'arm', armel: 'arm' }

/** Whether an image that is there will do for `os[/arch[/variant]]`. What the image does not say of its variant is not held against it. */
export function samePlatform (platform: string, { os, architecture }: Pick<ImageDetails, 'os' | 'architecture'>): boolean {
  const [first = '', second] = platform.toLowerCase().split('/')
  const wanted = second ?? (first === os ? architecture : first)
  return (second === undefined || first === os) && (synonyms[wanted] ?? wanted) === architecture
}
