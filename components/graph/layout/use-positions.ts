'use client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { layOutInThread, startLayoutThread } from './layout-thread.ts'
import type { LayoutInput } from './layout-input.ts'
import { PositionSession } from './position-session.ts'
import { readPositions, writePositions } from './position-store.ts'

const empty: LayoutInput = { nodes: [], edges: [] }
const notYet = { key: '', positions: null, canUndo: false, arranged: 0 }

function createSession(): PositionSession {
  return new PositionSession({
    layOut: layOutInThread,
    read: readPositions,
    write: writePositions,
  })
}

/** The places of a view: kept between refreshes and visits, laid out in a worker when the view is new. */
export function usePositions(key: string, input: LayoutInput | null) {
  const [session] = useState(createSession)
  const state = useSyncExternalStore(session.subscribe, session.state, () => notYet)
  // A view that was never seen will need the layout: its worker loads while the data is on its way.
  useEffect(() => {
    if (Object.keys(readPositions(key)).length === 0) startLayoutThread()
  }, [key])
  useEffect(() => {
    if (input !== null) session.show(key, input)
  }, [session, key, input])
  return {
    positions: state.key === key && input !== null && input !== empty ? state.positions : null,
    canUndo: state.canUndo,
    arranged: state.arranged,
    tidy: () => session.tidy(),
    undoTidy: () => session.undo(),
  }
}
