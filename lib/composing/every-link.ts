import type { Containerizer } from '../../types/containerizer.ts'

/** Asks all side by side; rejects with the first failure in their order, after all have finished. */
export async function everyLink (links: readonly Containerizer[], ask: (link: Containerizer) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(links.map(async link => await ask(link)))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}
