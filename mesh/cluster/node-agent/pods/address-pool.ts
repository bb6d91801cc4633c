/** More pods than this can't have an address of their own. */
export const podLimit = 250

/**
 * Hands out pod numbers 1..250, each unique while its pod lives. It goes round, so that a number is not used again
 * right after its pod ended, while others may still call it.
 */
export class AddressPool {
  readonly #taken = new Map<number, string>()
  #last = 0

  /** Marks a number as its pod's, from a record or a status. False when another pod has it. */
  reserve(index: number, uid: string): boolean {
    const holder = this.#taken.get(index)
    if (holder !== undefined && holder !== uid) return false
    this.#taken.set(index, uid)
    this.#last = Math.max(this.#last, index)
    return true
  }

  /** A free number, or undefined when all are taken. */
  allocate(uid: string): number | undefined {
    for (let step = 1; step <= podLimit; step++) {
      const index = ((this.#last + step - 1) % podLimit) + 1
      if (this.#taken.has(index)) continue
      this.#taken.set(index, uid)
      this.#last = index
      return index
    }
    return undefined
  }

  release(uid: string): void {
    for (const [index, holder] of this.#taken) if (holder === uid) this.#taken.delete(index)
  }
}
