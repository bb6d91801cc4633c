'use client'
import dynamic from 'next/dynamic'
import { useScope } from '../shell/use-scope.ts'
import { CompareMenu } from './compare/compare-menu.tsx'
import { GraphWorkspace } from './graph-workspace.tsx'
import type { Compare } from './graph-url.ts'
import { useGraphState } from './use-graph-state.ts'

const CompareWorkspace = dynamic(() =>
  import('./compare/compare-workspace.tsx').then((loaded) => loaded.CompareWorkspace),
)

/** The graph as it is, or two moments of it on one map. */
export function GraphPage() {
  const { scope } = useScope()
  const { state, setState } = useGraphState()
  const { type, idle, focus, aggregate, compare } = state
  const change = (next: Compare | null) => setState({ compare: next, selected: null, replay: false })
  const menu = <CompareMenu compare={compare} onChange={change} />
  if (compare === null) return <GraphWorkspace compareMenu={menu} />
  const params = { scope, type, idle, focus, aggregate }
  return <CompareWorkspace params={params} state={state} compare={compare} onChange={setState} menu={menu} />
}
