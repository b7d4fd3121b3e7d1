import type { PullOptions } from '../../types/docker-engine.ts'
import { engineRefused } from './engine-error.ts'
import { readLines } from './read-lines.ts'
import { toPullProgress } from './to-pull-progress.ts'
import type { PullLine } from './to-pull-progress.ts'
import type { Transport } from './transport.ts'
import { parseJson, refusal } from './unary.ts'

/**
 * Resolves when the engine's report came to its end without an error in it. No deadline of its own: the engine sends no
 * headers before the registry has answered.
 */
export async function pullImage (transport: Transport, reference: string, options: PullOptions = {}): Promise<void> {
  const { auth, platform, signal, onProgress } = options
  const answer = await transport.open({
    method: 'POST',
    path: '/images/create',
    query: {
      fromImage: reference,
      // Without any the engine pulls every tag of the repository.
      ...(/[:@][^/]*$/.test(reference) ? {} : { tag: 'latest' }),
      ...(platform === undefined ? {} : { platform })
    },
    ...(auth === undefined ? {} : { auth })
  }, { signal })
  if (answer.status !== 200) throw await refusal(answer)
  for await (const text of readLines(answer.body)) {
    const line = parseJson<PullLine>(answer, text)
    const error = line.errorDetail?.message ?? line.error
    if (error !== undefined) throw engineRefused(answer.status, error)
    onProgress?.(toPullProgress(line))
  }
}
