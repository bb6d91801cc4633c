import type { GraphType } from '../../lib/domain/graph/model.ts'
import { setOrDelete } from '../../lib/client/scope.ts'
import { edgeMetrics, type EdgeMetric } from './model/graph-model.ts'

const graphTypes: readonly GraphType[] = ['workload', 'app', 'versionedApp', 'service']
export const graphViews = ['graph', 'table', 'matrix', 'tree'] as const
export type GraphView = (typeof graphViews)[number]

export type GraphSelection = { kind: 'node' | 'edge'; id: string } | null

export const panelTabs = ['overview', 'traffic', 'explain'] as const
export type PanelTab = (typeof panelTabs)[number]

/** Everything of the graph page that is not in the scope; all of it is in the URL. */
export type GraphState = {
  type: GraphType
  view: GraphView
  metric: EdgeMetric
  mtls: boolean
  idle: boolean
  find: string
  /** Folded islands, by name. */
  folded: readonly string[]
  selected: GraphSelection
  tab: PanelTab
}

export const defaultGraphState: GraphState = {
  type: 'versionedApp',
  view: 'graph',
  metric: 'rps',
  mtls: true,
  idle: false,
  find: '',
  folded: [],
  selected: null,
  tab: 'overview',
}

/** Reads the state; what is not understood is the default. */
export function parseGraphState(params: URLSearchParams): GraphState {
  return {
    type: oneOf(graphTypes, params.get('type')) ?? defaultGraphState.type,
    view: oneOf(graphViews, params.get('view')) ?? defaultGraphState.view,
    metric: oneOf(edgeMetrics, params.get('metric')) ?? defaultGraphState.metric,
    mtls: params.get('mtls') !== 'off',
    idle: params.get('idle') === 'true',
    find: params.get('find') ?? '',
    folded: [...new Set((params.get('fold') ?? '').split(',').filter((name) => name !== ''))].toSorted(),
    selected: selectionOf(params),
    tab: oneOf(panelTabs, params.get('tab')) ?? defaultGraphState.tab,
  }
}

/** Writes the state into a copy of the parameters; defaults are left out, so that links stay short. */
export function withGraphState(params: URLSearchParams, state: GraphState): URLSearchParams {
  const next = new URLSearchParams(params)
  const unless = (value: string, usual: string) => (value === usual ? undefined : value)
  setOrDelete(next, 'type', unless(state.type, defaultGraphState.type))
  setOrDelete(next, 'view', unless(state.view, defaultGraphState.view))
  setOrDelete(next, 'metric', unless(state.metric, defaultGraphState.metric))
  setOrDelete(next, 'mtls', state.mtls ? undefined : 'off')
  setOrDelete(next, 'idle', state.idle ? 'true' : undefined)
  setOrDelete(next, 'find', state.find)
  setOrDelete(next, 'fold', state.folded.join(','))
  setOrDelete(next, 'node', state.selected?.kind === 'node' ? state.selected.id : undefined)
  setOrDelete(next, 'edge', state.selected?.kind === 'edge' ? state.selected.id : undefined)
  setOrDelete(next, 'tab', unless(state.tab, defaultGraphState.tab))
  return next
}

function selectionOf(params: URLSearchParams): GraphSelection {
  const [node, edge] = [params.get('node'), params.get('edge')]
  if (edge !== null && edge !== '') return { kind: 'edge', id: edge }
  return node === null || node === '' ? null : { kind: 'node', id: node }
}

function oneOf<T extends string>(known: readonly T[], value: string | null): T | undefined {
  return known.find((item) => item === value)
}
