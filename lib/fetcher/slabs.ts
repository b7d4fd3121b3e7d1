export const SLAB_BYTES = 512 * 1024
/** Where less is left, reads would be small. */
const LEAST_ROOM = 128 * 1024

const owners = new WeakMap<ArrayBufferLike, Slabs>()

/**
 * Memory for what one connection reads, in pieces that are read one after the other and done with in the same order. It is used again then: the new
 * memory that Node takes for every piece costs a large download more than all the rest, as the kernel has to find and clear each of its pages.
 */
export class Slabs {
  readonly #free: Buffer[] = []
  /** As they were filled; the last one still is. */
  readonly #filled: Buffer[] = []
  #current = this.#next()
  #end = 0

  /** That piece and all before it on its connection are not needed any more. Of pieces made elsewhere nothing is known, and they are no matter. */
  static done (piece: Buffer): void {
    owners.get(piece.buffer)?.reuse(piece)
  }

  /** Where the next read may write. */
  room (): Buffer {
    if (SLAB_BYTES - this.#end < LEAST_ROOM) {
      this.#current = this.#next()
      this.#end = 0
    }
    return this.#current.subarray(this.#end)
  }

  /** What a read has written there. */
  piece (bytes: number): Buffer {
    const begin = this.#end
    this.#end += bytes
    return this.#current.subarray(begin, this.#end)
  }

  /** Not the slab of the piece itself, which may hold others. */
  reuse ({ buffer }: Buffer): void {
    this.#free.push(...this.#filled.splice(0, this.#filled.findIndex((slab) => slab.buffer === buffer)))
  }

  #next (): Buffer {
    let slab = this.#free.pop()
    if (slab === undefined) {
      slab = Buffer.allocUnsafeSlow(SLAB_BYTES)
      owners.set(slab.buffer, this)
    }
    this.#filled.push(slab)
    return slab
  }
}
