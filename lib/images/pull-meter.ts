import type { PullProgress } from '../../types/docker-engine.ts'
import type { PullPhase, PullState } from '../../types/images.ts'

interface Layer {
  /** Compressed, in bytes; unknown until its download tells. */
  size?: number
  downloaded: number
  extracted: number
  /** On the engine, whole. */
  done: boolean
}

type Reading = Pick<PullState, 'layers' | 'layersDone' | 'downloadedBytes' | 'extractedBytes' | 'totalBytes' | 'remainingMs'> & {
  phase: Extract<PullPhase, 'STARTING' | 'DOWNLOADING' | 'EXTRACTING'>
}

/** What the engine's lines say of the layers of one try, added up. Every byte is work twice: it is downloaded, then extracted. */
export class PullMeter {
  readonly #layers = new Map<string, Layer>()
  #begunMs: number | undefined

  take ({ id, status, currentBytes, totalBytes }: PullProgress, nowMs: number): void {
    // Lines about the whole have an id too: the tag.
    if (id === undefined || !LAYER_WORDS.test(status)) return
    const layer = this.#layers.get(id) ?? { downloaded: 0, extracted: 0, done: false }
    this.#layers.set(id, layer)
    if (totalBytes !== undefined) layer.size = totalBytes
    switch (status) {
      case 'Downloading':
        this.#begunMs ??= nowMs
        layer.downloaded = currentBytes ?? 0
        break
      case 'Verifying Checksum':
      case 'Download complete':
        layer.downloaded = layer.size ?? layer.downloaded
        break
      case 'Extracting':
        this.#begunMs ??= nowMs
        layer.downloaded = layer.size ?? layer.downloaded
        layer.extracted = currentBytes ?? layer.extracted
        break
      case 'Pull complete':
        layer.done = true
        layer.downloaded = layer.extracted = layer.size ?? layer.downloaded
        break
      case 'Already exists':
        layer.done = true
        layer.size = 0
    }
  }

  read (nowMs: number): Reading {
    const layers = [...this.#layers.values()]
    const sum = (of: (layer: Layer) => number): number => layers.reduce((total, layer) => total + of(layer), 0)
    const totalBytes = sum(({ size }) => size ?? 0)
    const downloadedBytes = sum(({ downloaded }) => downloaded)
    const extractedBytes = sum(({ extracted }) => extracted)
    const remainingMs = this.#remaining(layers, 2 * totalBytes, downloadedBytes + extractedBytes, nowMs)
    return {
      phase: phaseOf(layers),
      layers: layers.length,
      layersDone: layers.filter(({ done }) => done).length,
      downloadedBytes,
      extractedBytes,
      totalBytes,
      ...(remainingMs === undefined ? {} : { remainingMs })
    }
  }

  #remaining (layers: Layer[], work: number, worked: number, nowMs: number): number | undefined {
    // A small layer is complete before the engine tells a size: what is done needs none.
    const known = layers.every(({ size, done }) => size !== undefined || done)
    if (!known || worked === 0 || this.#begunMs === undefined) return undefined
    return Math.round((nowMs - this.#begunMs) * (work - worked) / worked)
  }
}

const LAYER_WORDS = /^(Pulling fs layer|Waiting|Downloading|Verifying Checksum|Download complete|Extracting|Pull complete|Already exists|Retrying in .*)$/

function phaseOf (layers: Layer[]): Reading['phase'] {
  if (layers.length === 0) return 'STARTING'
  return layers.every(({ size, downloaded, done }) => done || (size !== undefined && downloaded >= size)) ? 'EXTRACTING' : 'DOWNLOADING'
}
