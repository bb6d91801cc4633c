'use client'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { Point } from '../geometry/shapes.ts'
import { layOutInThread, startLayoutThread } from './layout-thread.ts'
import type { LayoutInput } from './layout-input.ts'
import { PositionSession, type SessionState } from './position-session.ts'
import type { Positions } from './positions.ts'
import { readPositions, writePositions } from './position-store.ts'
import { readPlaces } from './shared-places.ts'

const notYet: SessionState = { key: '', positions: null, canUndo: false, arranged: 0, settled: 0 }

function createSession(): PositionSession {
  return new PositionSession({ layOut: layOutInThread, read: readPositions, write: writePositions, now: Date.now })
}

/** Where everything stands, and what can be done about it. */
export type Places = {
  /** Null until the first layout is there. */
  positions: Positions | null
  canUndo: boolean
  arranged: number
  settled: number
  tidy: () => void
  undoTidy: () => void
  move: (id: string, to: Point) => void
}

/** The places of a view: kept between refreshes and visits, laid out in a worker when the view is new. */
export function usePositions(key: string, input: LayoutInput | null): Places {
  const [session] = useState(createSession)
  const state = useSyncExternalStore(session.subscribe, session.state, () => notYet)
  // A view that was never seen will need the layout: its worker loads while the data is on its way.
  useEffect(() => {
    if (Object.keys(readPositions(key).positions).length === 0) startLayoutThread()
  }, [key])
  const move = useCallback((id: string, to: Point) => session.move(id, to), [session])
  useEffect(() => {
    if (input === null) return
    adoptShared(session, key, input)
    session.show(key, input)
  }, [session, key, input])
  return {
    positions: state.key === key && input !== null ? state.positions : null,
    canUndo: state.canUndo,
    arranged: state.arranged,
    settled: state.settled,
    tidy: () => session.tidy(),
    undoTidy: () => session.undo(),
    move,
  }
}

/** Places that came with the link are taken over once; then the address loses them, so that a reload keeps later moves. */
function adoptShared(session: PositionSession, key: string, { nodes }: LayoutInput): void {
  if (!location.hash.startsWith('#places=') || nodes.length === 0) return
  const shared = readPlaces(
    location.hash,
    nodes.map(({ id }) => id),
  )
  if (Object.keys(shared).length > 0) session.adopt(key, shared)
  history.replaceState(history.state, '', `${location.pathname}${location.search}`)
}
