'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { graphQuery } from '../../lib/client/queries/graph.ts'
import { traceQuery } from '../../lib/client/queries/traces.ts'
import type { GraphEdge, GraphNode } from '../../lib/domain/graph/model.ts'
import { buildSpanTree } from '../../lib/domain/tracing/span-tree.ts'
import { traceOnGraph, type TraceOnGraph } from '../../lib/domain/tracing/trace-on-graph.ts'

/** Traffic of the hour before a moment (Unix seconds, in steps of a minute so that spans share an answer). */
export function usualGraphQuery(namespaces: readonly string[], atSeconds: number) {
  const at = new Date(Math.ceil(atSeconds / 60) * 60_000).toISOString()
  const scope = { namespaces: [...new Set(namespaces)].toSorted(), window: '1h', at }
  return { ...graphQuery({ scope, type: 'workload', idle: false }), staleTime: 600_000 }
}

type Drawn = { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] }

/**
 * Lays the trace of `/graph?trace=ID` over the graph that is drawn: its nodes and edges to highlight; null without one, or
 * while it loads. For the graph page, which owns the drawing.
 */
export function useTraceOnGraph(traceId: string | null, drawn: Drawn | undefined): TraceOnGraph | null {
  const { data } = useQuery({ ...traceQuery(traceId ?? ''), enabled: traceId !== null })
  return useMemo(
    () => (data === undefined || drawn === undefined ? null : traceOnGraph(buildSpanTree(data.spans), drawn)),
    [data, drawn],
  )
}
