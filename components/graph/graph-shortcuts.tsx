'use client'
import { useShortcut } from '../shell/shortcuts/shortcut-provider.tsx'
import type { GraphState } from './graph-url.ts'
import type { ZoomActions } from './stage/zoom-stack.tsx'

type GraphShortcuts = {
  state: GraphState
  setState: (change: Partial<GraphState>) => void
  toggleLegend: () => void
  tidy: () => void
}

/** The keys of the graph page. */
export function useGraphShortcuts({ state, setState, toggleLegend, tidy }: GraphShortcuts): void {
  const group = 'Graph'
  useShortcut({ keys: 'l', label: 'Legend', group, run: toggleLegend })
  useShortcut({ keys: 'm', label: 'mTLS layer', group, run: () => setState({ mtls: !state.mtls }) })
  useShortcut({ keys: 't', label: 'Tidy', group, run: tidy })
  useShortcut({ keys: '1', label: 'Graph', group, run: () => setState({ view: 'graph' }) })
  useShortcut({ keys: '2', label: 'Table', group, run: () => setState({ view: 'table' }) })
  useShortcut({ keys: '3', label: 'Matrix', group, run: () => setState({ view: 'matrix' }) })
  useShortcut({ keys: '4', label: 'Tree', group, run: () => setState({ view: 'tree' }) })
  useShortcut({ keys: 'p', label: 'Replay', group, run: () => setState({ replay: !state.replay }) })
  useShortcut({
    keys: 'escape',
    label: 'Close the panel, leave the focus',
    group,
    run: () => setState(stepBack(state)),
  })
}

/** One level back: first the panel, then the comparison, then the focus. */
function stepBack({ selected, compare }: GraphState): Partial<GraphState> {
  if (selected !== null) return { selected: null }
  return compare === null ? { focus: null } : { compare: null }
}

/** Keys that exist while there is a picture. */
export function ZoomKeys({ zoomIn, zoomOut, fit }: ZoomActions) {
  useShortcut({ keys: 'f', label: 'Fit to view', group: 'Graph', run: fit })
  useShortcut({ keys: '+', label: 'Zoom in', group: 'Graph', run: zoomIn })
  useShortcut({ keys: '-', label: 'Zoom out', group: 'Graph', run: zoomOut })
  return null
}
