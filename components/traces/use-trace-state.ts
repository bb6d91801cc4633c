'use client'
import { useMemo, useState } from 'react'
import { criticalPath, type CriticalSection } from '../../lib/domain/tracing/critical-path.ts'
import type { Trace } from '../../lib/domain/tracing/model.ts'
import { buildSpanTree, type SpanNode, type SpanTree } from '../../lib/domain/tracing/span-tree.ts'
import { serviceColours } from './service-colour.ts'
import { urlParamNow, useUrlParam } from './use-url-param.ts'
import { collapsibleKeys, matchingSpans, revealing, rowKey, visibleRows } from './waterfall/rows.ts'
import type { TimeRange } from './waterfall/time-scale.ts'

export type TraceViewName = 'waterfall' | 'flame' | 'table'

const nothing: ReadonlySet<string> = new Set()
const noPath: ReadonlyMap<string, readonly CriticalSection[]> = new Map()

/** What is known about a trace, computed once per answer. */
export function useTraceModel(trace: Trace) {
  return useMemo(() => {
    const tree = buildSpanTree(trace.spans)
    const sections = tree.roots.flatMap(criticalPath)
    return { tree, colours: serviceColours(tree), sections, critical: byRow(sections) }
  }, [trace])
}

function byRow(sections: readonly CriticalSection[]): ReadonlyMap<string, readonly CriticalSection[]> {
  const found = new Map<string, CriticalSection[]>()
  for (const section of sections) {
    const key = rowKey(section.node)
    const known = found.get(key)
    if (known === undefined) found.set(key, [section])
    else known.push(section)
  }
  return found
}

/** What the reader chose: the span and the view are in the URL, the rest is of the moment. */
export function useTraceState(model: ReturnType<typeof useTraceModel>) {
  const { tree } = model
  const [spanParam, setSpanParam] = useUrlParam('span')
  const [viewParam, setViewParam] = useUrlParam('view')
  const [collapsed, setCollapsed] = useState(nothing)
  const [errorsOnly, setErrorsOnly] = useState(false)
  const [showCritical, setShowCritical] = useState(true)
  const [range, setRange] = useState<TimeRange | null>(null)
  const [text, setText] = useState('')
  const selected = useMemo(() => findSpan(tree, spanParam), [tree, spanParam])
  const rows = useMemo(() => visibleRows(tree, { collapsed, errorsOnly }), [tree, collapsed, errorsOnly])
  const matches = useMemo(() => matchingSpans(tree, text), [tree, text])
  const select = (node: SpanNode | null) => {
    if (node !== null) setCollapsed(revealing(collapsed, node))
    setSpanParam(node === null ? undefined : spanText(tree, node))
  }
  const toggle = (node: SpanNode) => {
    const next = new Set(collapsed)
    if (!next.delete(rowKey(node))) next.add(rowKey(node))
    setCollapsed(next)
  }
  // Keys held down come faster than the page is drawn again: a step starts from where the last one went.
  const placeIn = (nodes: readonly SpanNode[]) => {
    const now = findSpan(tree, urlParamNow('span'))
    return now === null ? -1 : nodes.indexOf(now)
  }
  return {
    selected,
    select,
    view: viewOf(viewParam),
    setView: (view: TraceViewName) => setViewParam(view === 'waterfall' ? undefined : view),
    rows,
    collapsed,
    toggle,
    foldAll: () => setCollapsed(collapsibleKeys(tree)),
    unfoldAll: () => setCollapsed(nothing),
    errorsOnly,
    setErrorsOnly,
    showCritical,
    setShowCritical,
    critical: showCritical ? model.critical : noPath,
    range: range ?? tree,
    setRange,
    text,
    setText,
    matches,
    /** Goes to the next (1) or previous (-1) match, round and round. */
    goToMatch: (step: 1 | -1) => {
      const at = placeIn(matches)
      const next = matches[(at + step + matches.length) % Math.max(1, matches.length)]
      if (next !== undefined) select(next)
    },
    /** Goes to the row below (1) or above (-1). */
    goToRow: (step: 1 | -1) => {
      const at = placeIn(rows)
      const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))]
      if (next !== undefined) select(next)
    },
  }
}

function viewOf(text: string | undefined): TraceViewName {
  return text === 'flame' || text === 'table' ? text : 'waterfall'
}

export type TraceState = ReturnType<typeof useTraceState>

/** `ID`, or `ID:KIND` where both sides of a call share the id. */
function findSpan(tree: SpanTree, text: string | undefined): SpanNode | null {
  if (text === undefined) return null
  const [id, kind] = text.split(':')
  return tree.nodes.find(({ span }) => span.spanId === id && (kind === undefined || span.kind === kind)) ?? null
}

function spanText(tree: SpanTree, { span }: SpanNode): string {
  const shared = tree.nodes.filter((node) => node.span.spanId === span.spanId).length > 1
  return shared ? `${span.spanId}:${span.kind}` : span.spanId
}
