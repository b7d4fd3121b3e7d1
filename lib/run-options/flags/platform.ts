import type { Flag } from './flag.ts'

const PLATFORM = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+){0,2}$/

/** Says nothing of the container: it chooses among the images of one name, when one is pulled and when the container is created. */
const platform: Flag = (_draft, value, refuse) => {
  if (!PLATFORM.test(value)) refuse('must be os[/arch[/variant]], such as linux/arm64')
}

export const platformFlags: Record<string, Flag> = { platform }
