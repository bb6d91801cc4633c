import { placeNewNodes } from './place-new-nodes.ts'
import type { LayoutInput } from './layout-input.ts'
import type { Positions } from './positions.ts'

/** Where the session reads and keeps places, and who lays out. */
export type SessionParts = {
  layOut: (input: LayoutInput) => Promise<Positions>
  read: (key: string) => Positions
  write: (key: string, positions: Positions) => void
}

/** `positions` is null until the first layout of a view is there. */
export type SessionState = {
  key: string
  positions: Positions | null
  canUndo: boolean
  /** How often somebody had everything arranged anew: the picture is fitted again then, and only then. */
  arranged: number
}

/**
 * Places are data: a refresh keeps every one of them and only adds. The layout runs for a view that was never seen,
 * and when somebody asks for it (tidy), which can be undone.
 */
export class PositionSession {
  readonly #parts: SessionParts
  readonly #listeners = new Set<() => void>()
  #state: SessionState = { key: '', positions: null, canUndo: false, arranged: 0 }
  #input: LayoutInput = { nodes: [], edges: [] }
  #before: Positions | null = null
  #run = 0
  #arranged = 0

  constructor(parts: SessionParts) {
    this.#parts = parts
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): SessionState => this.#state

  /** Shows this view with these nodes. */
  show(key: string, input: LayoutInput): void {
    const known = key === this.#state.key ? this.#state.positions : this.#parts.read(key)
    const sameView = key === this.#state.key
    this.#input = input
    if (!sameView) this.#before = null
    if (sameView && known === null) return
    const missing = input.nodes.filter(({ id }) => known?.[id] === undefined)
    if (missing.length === 0) this.#set({ key, positions: known ?? {} })
    else if (known !== null && missing.length < input.nodes.length)
      this.#keep(key, { ...known, ...placeNewNodes(input, known) })
    else this.#layOut(key)
  }

  /** Lays out again. */
  tidy(): void {
    this.#before = this.#state.positions
    this.#layOut(this.#state.key)
  }

  /** Back to the places before the last tidy. */
  undo(): void {
    const before = this.#before
    if (before === null) return
    this.#before = null
    const { key } = this.#state
    this.#arranged += 1
    this.#keep(key, { ...before, ...placeNewNodes(this.#input, before) })
  }

  #layOut(key: string): void {
    this.#run += 1
    const run = this.#run
    const tidying = this.#before !== null
    if (!tidying) this.#set({ key, positions: null })
    const finish = (positions: Positions) => {
      if (run !== this.#run || key !== this.#state.key) return
      if (tidying) this.#arranged += 1
      this.#keep(key, { ...positions, ...placeNewNodes(this.#input, positions) })
    }
    // A layout that fails still gives a picture: every node in a free place.
    this.#parts.layOut(this.#input).then(finish, () => finish({}))
  }

  #keep(key: string, positions: Positions): void {
    this.#parts.write(key, positions)
    this.#set({ key, positions })
  }

  #set(next: { key: string; positions: Positions | null }): void {
    const canUndo = this.#before !== null
    const { key, positions } = this.#state
    if (next.key === key && next.positions === positions && canUndo === this.#state.canUndo) return
    this.#state = { ...next, canUndo, arranged: this.#arranged }
    for (const listener of this.#listeners) listener()
  }
}
