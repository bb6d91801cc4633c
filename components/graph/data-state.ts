/** What the graph page shows, as it says in `data-state`. */
export type DataState = 'loading' | 'drawing' | 'stable' | 'stale' | 'empty' | 'error'

export type DataFacts = {
  /** Null until an answer came. */
  nodes: number | null
  failed: boolean
  drawn: boolean
  ageMs: number
  /** How often it is asked again; false when paused or off: then age is what was wanted. */
  refreshMs: number | false
}

/** Two missed refreshes make a picture stale; a failed request over an old picture is stale, never blank. */
export function dataStateOf({ nodes, failed, drawn, ageMs, refreshMs }: DataFacts): DataState {
  if (nodes === null) return failed ? 'error' : 'loading'
  // Without nodes and with a failure nothing is known, which is not an empty mesh.
  if (nodes === 0) return failed ? 'error' : 'empty'
  if (!drawn) return 'drawing'
  return failed || (refreshMs !== false && ageMs > staleAfterMs(refreshMs)) ? 'stale' : 'stable'
}

/** Two refreshes missed and two seconds for the answer itself. */
export function staleAfterMs(refreshMs: number): number {
  return refreshMs * 2 + 2_000
}
