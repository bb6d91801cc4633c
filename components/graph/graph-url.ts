import type { GraphType } from '../../lib/domain/graph/model.ts'
import { parseDuration } from '../../lib/domain/model/time-window.ts'
import { setOrDelete } from '../../lib/client/scope.ts'
import { edgeMetrics, type EdgeMetric } from './model/graph-model.ts'
import { selectionOf, writeSelection, type GraphSelection } from './selection.ts'

export type { GraphSelection } from './selection.ts'

const graphTypes: readonly GraphType[] = ['workload', 'app', 'versionedApp', 'service']
export const graphViews = ['graph', 'table', 'matrix', 'tree'] as const
export type GraphView = (typeof graphViews)[number]

/** Every tab that some panel has; a panel without the chosen one shows its first. */
export const panelTabs = ['overview', 'traffic', 'security', 'routing', 'traces', 'logs', 'explain'] as const
export type PanelTab = (typeof panelTabs)[number]

/** What is drawn around nodes. */
export const boxKinds = ['namespace', 'app'] as const
export type BoxKind = (typeof boxKinds)[number]

/** Only what is at most `hops` calls away from a node. */
export type Focus = { node: string; hops: number }
export const mostHops = 5

/** What the picture is compared with: itself some time earlier (a duration such as `1h`), or before a change of the ledger. */
export type Compare = { kind: 'earlier'; by: string } | { kind: 'change'; id: string }

/** Everything of the graph page that is not in the scope; all of it is in the URL. */
export type GraphState = {
  type: GraphType
  view: GraphView
  metric: EdgeMetric
  mtls: boolean
  idle: boolean
  find: string
  hide: string
  boxes: readonly BoxKind[]
  /** A label of the metrics whose values become nodes; empty for none. */
  aggregate: string
  focus: Focus | null
  compare: Compare | null
  replay: boolean
  /** Folded islands, by name. */
  folded: readonly string[]
  selected: GraphSelection
  tab: PanelTab
  /** Column of the table with a minus before it where descending; empty is worst first. */
  sort: string
}

export const defaultGraphState: GraphState = {
  type: 'versionedApp',
  view: 'graph',
  metric: 'rps',
  mtls: true,
  idle: false,
  find: '',
  hide: '',
  boxes: boxKinds,
  aggregate: '',
  focus: null,
  compare: null,
  replay: false,
  folded: [],
  selected: null,
  tab: 'overview',
  sort: '',
}

/** Reads the state; what is not understood is the default. */
export function parseGraphState(params: URLSearchParams): GraphState {
  const usual = defaultGraphState
  return {
    type: oneOf(graphTypes, params.get('type')) ?? usual.type,
    view: oneOf(graphViews, params.get('view')) ?? usual.view,
    metric: oneOf(edgeMetrics, params.get('metric')) ?? usual.metric,
    mtls: params.get('mtls') !== 'off',
    idle: params.get('idle') === 'true',
    find: params.get('find') ?? '',
    hide: params.get('hide') ?? '',
    boxes: boxesOf(params.get('boxes')),
    aggregate: params.get('aggregate') ?? '',
    focus: focusOf(params),
    compare: compareOf(params.get('compare')),
    replay: params.get('replay') === 'on',
    folded: [...new Set((params.get('fold') ?? '').split(',').filter((name) => name !== ''))].toSorted(),
    selected: selectionOf(params),
    tab: oneOf(panelTabs, params.get('tab')) ?? usual.tab,
    sort: /^-?[a-z0-9]{1,12}$/.exec(params.get('sort') ?? '')?.[0] ?? '',
  }
}

/** Writes the state into a copy of the parameters; defaults are left out, so that links stay short. */
export function withGraphState(params: URLSearchParams, state: GraphState): URLSearchParams {
  const next = new URLSearchParams(params)
  const usual = defaultGraphState
  const unless = (value: string, expected: string) => (value === expected ? undefined : value)
  setOrDelete(next, 'type', unless(state.type, usual.type))
  setOrDelete(next, 'view', unless(state.view, usual.view))
  setOrDelete(next, 'metric', unless(state.metric, usual.metric))
  setOrDelete(next, 'mtls', state.mtls ? undefined : 'off')
  setOrDelete(next, 'idle', state.idle ? 'true' : undefined)
  setOrDelete(next, 'find', state.find)
  setOrDelete(next, 'hide', state.hide)
  setOrDelete(next, 'boxes', writtenBoxes(state.boxes))
  setOrDelete(next, 'aggregate', state.aggregate)
  setOrDelete(next, 'focus', state.focus?.node)
  setOrDelete(next, 'hops', state.focus === null || state.focus.hops === 1 ? undefined : String(state.focus.hops))
  setOrDelete(next, 'compare', writtenCompare(state.compare))
  setOrDelete(next, 'replay', state.replay ? 'on' : undefined)
  setOrDelete(next, 'fold', state.folded.join(','))
  writeSelection(next, state.selected)
  setOrDelete(next, 'tab', unless(state.tab, usual.tab))
  setOrDelete(next, 'sort', state.sort)
  return next
}

function boxesOf(text: string | null): readonly BoxKind[] {
  if (text === null) return boxKinds
  const named = text.split(',')
  return text === 'none' ? [] : boxKinds.filter((kind) => named.includes(kind))
}

function writtenBoxes(boxes: readonly BoxKind[]): string | undefined {
  if (boxes.length === boxKinds.length) return undefined
  return boxes.length === 0 ? 'none' : boxes.join(',')
}

function focusOf(params: URLSearchParams): Focus | null {
  const node = params.get('focus')
  if (node === null || node === '') return null
  const hops = Number(params.get('hops') ?? '1')
  return { node, hops: Number.isInteger(hops) && hops >= 1 && hops <= mostHops ? hops : 1 }
}

/** `1h` for an hour earlier, `change:12` for before and after a change. */
function compareOf(text: string | null): Compare | null {
  if (text === null || text === '') return null
  const change = /^change:(.{1,200})$/.exec(text)?.[1]
  if (change !== undefined) return { kind: 'change', id: change }
  return parseDuration(text) === null ? null : { kind: 'earlier', by: text }
}

function writtenCompare(compare: Compare | null): string | undefined {
  if (compare === null) return undefined
  return compare.kind === 'change' ? `change:${compare.id}` : compare.by
}

function oneOf<T extends string>(known: readonly T[], value: string | null): T | undefined {
  return known.find((item) => item === value)
}
