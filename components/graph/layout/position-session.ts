import type { Point } from '../geometry/shapes.ts'
import { placeNewNodes } from './place-new-nodes.ts'
import type { LayoutInput } from './layout-input.ts'
import type { Positions } from './positions.ts'

/** What is kept of a view. `touched` once somebody moved something in it, or got it by a link. */
export type KeptLayout = { positions: Positions; touched: boolean }

/** Where the session reads and keeps places, who lays out, and what time it is (milliseconds). */
export type SessionParts = {
  layOut: (input: LayoutInput) => Promise<Positions>
  read: (key: string) => KeptLayout
  write: (key: string, kept: KeptLayout) => void
  now: () => number
}

/** `positions` is null until the first layout of a view is there. */
export type SessionState = {
  key: string
  positions: Positions | null
  canUndo: boolean
  /** How often everything was arranged anew on somebody's wish: the picture is fitted again then. */
  arranged: number
  /** How often a young picture arranged itself: fitted again only where nobody has moved it. */
  settled: number
}

/** A mesh that is just starting shows up piece by piece: for so long its picture may still arrange itself (rule L8). */
export const settlingMs = 60_000

type Reason = 'first' | 'settle' | 'tidy'

/**
 * Places are data: a refresh keeps every one of them and only adds. The layout runs for a view that was never seen,
 * while a picture is young and nobody has touched it, and when somebody asks for it (tidy), which can be undone.
 */
export class PositionSession {
  readonly #parts: SessionParts
  readonly #listeners = new Set<() => void>()
  #state: SessionState = { key: '', positions: null, canUndo: false, arranged: 0, settled: 0 }
  #input: LayoutInput = { nodes: [], edges: [] }
  #before: Positions | null = null
  #touched = false
  /** When this view was first laid out here; undefined for one that came from memory. */
  #bornAt: number | undefined
  #run = 0
  /** Whether the first layout of this view is on its way. */
  #isAwaited = false

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
    const sameView = key === this.#state.key
    this.#input = input
    if (!sameView) this.#open(key)
    const known = this.#state.positions
    if (sameView && this.#isAwaited) return
    const missing = input.nodes.filter(({ id }) => known?.[id] === undefined)
    if (missing.length === 0) return
    if (known === null || missing.length === input.nodes.length) return this.#layOut('first')
    this.#keep({ ...known, ...placeNewNodes(input, known) })
    if (this.#mayArrangeItself(missing.length, sameView)) this.#layOut('settle')
  }

  /** Lays out again. */
  tidy(): void {
    this.#before = this.#state.positions
    this.#touched = false
    this.#layOut('tidy')
  }

  /** Back to the places before the last tidy. */
  undo(): void {
    const before = this.#before
    if (before === null) return
    this.#before = null
    this.#touched = true
    this.#keep({ ...before, ...placeNewNodes(this.#input, before) }, { arranged: this.#state.arranged + 1 })
  }

  /** Puts a node somewhere, by hand: from now on nothing in this view moves but by hand or by tidy (rule L10). */
  move(id: string, to: Point): void {
    const { positions } = this.#state
    if (positions?.[id] === undefined) return
    this.#touched = true
    this.#run += 1
    this.#keep({ ...positions, [id]: { x: Math.round(to.x), y: Math.round(to.y) } })
  }

  /** Takes over places that somebody shared (rule L11). */
  adopt(key: string, shared: Positions): void {
    this.#parts.write(key, { positions: { ...this.#parts.read(key).positions, ...shared }, touched: true })
    if (key === this.#state.key) this.#open(key)
  }

  #open(key: string): void {
    const { positions, touched } = this.#parts.read(key)
    this.#before = null
    this.#touched = touched
    this.#bornAt = undefined
    this.#isAwaited = false
    this.#run += 1
    this.#set({ key, positions: Object.keys(positions).length === 0 ? null : positions })
  }

  #mayArrangeItself(missing: number, sameView: boolean): boolean {
    if (this.#touched) return false
    // A picture from memory that lacks most of the mesh was made while the mesh was starting.
    if (!sameView) return missing > this.#input.nodes.length / 2
    return this.#bornAt !== undefined && this.#parts.now() - this.#bornAt < settlingMs
  }

  #layOut(reason: Reason): void {
    this.#run += 1
    const run = this.#run
    const { key } = this.#state
    this.#isAwaited = reason === 'first'
    if (reason === 'first') this.#set({ key, positions: null })
    const finish = (positions: Positions) => {
      if (run !== this.#run || key !== this.#state.key) return
      this.#isAwaited = false
      if (reason !== 'tidy') this.#bornAt ??= this.#parts.now()
      const { arranged, settled } = this.#state
      const counts = { arranged: arranged + Number(reason === 'tidy'), settled: settled + Number(reason === 'settle') }
      this.#keep({ ...positions, ...placeNewNodes(this.#input, positions) }, counts)
    }
    // A layout that fails still gives a picture: every node in a free place.
    const failed = () => finish(reason === 'first' ? {} : (this.#state.positions ?? {}))
    this.#parts.layOut(this.#input).then(finish, failed)
  }

  #keep(positions: Positions, counts: Partial<SessionState> = {}): void {
    const { key } = this.#state
    this.#parts.write(key, { positions: bounded(positions, this.#input), touched: this.#touched })
    this.#set({ key, positions, ...counts })
  }

  #set(next: Partial<SessionState>): void {
    const state = { ...this.#state, ...next, canUndo: this.#before !== null }
    const same =
      state.key === this.#state.key &&
      state.positions === this.#state.positions &&
      state.canUndo === this.#state.canUndo &&
      state.arranged === this.#state.arranged
    if (same) return
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

/** Places of nodes that left are remembered for their return, but not without end. */
const mostAbsent = 500

function bounded(positions: Positions, { nodes }: LayoutInput): Positions {
  const present = new Set(nodes.map(({ id }) => id))
  const entries = Object.entries(positions)
  const absent = entries.filter(([id]) => !present.has(id)).slice(0, mostAbsent)
  return Object.fromEntries([...entries.filter(([id]) => present.has(id)), ...absent])
}
