import type { GraphEdge, GraphNode } from '../../lib/domain/graph/model.ts'
import { sum } from '../graph/model/statistics.ts'

type Graph = { nodes: readonly GraphNode[]; edges: readonly GraphEdge[] }

export type MeshTotals = {
  /** Requests per second over all edges; null when none was reported. */
  rps: number | null
  errorRatio: number | null
  /** Of the slowest edge: percentiles of several edges cannot be averaged. */
  slowest: { p95Ms: number; source: string; target: string } | null
  /** Share of requests over mutual TLS among the edges that report it. */
  mtlsRatio: number | null
  notMutual: number
  edges: number
}

/** What the first row of the overview says. */
export function meshTotals({ nodes, edges }: Graph): MeshTotals {
  const rated = edges.filter((edge) => edge.rps !== null)
  const rps = sum(rated.map((edge) => edge.rps ?? 0))
  const failed = sum(rated.map((edge) => (edge.rps ?? 0) * (edge.errorRatio ?? 0)))
  return {
    rps: rated.length === 0 ? null : rps,
    errorRatio: rps === 0 ? null : failed / rps,
    slowest: slowestOf(nodes, edges),
    mtlsRatio: mtlsRatioOf(edges),
    notMutual: edges.filter(({ mtls }) => mtls.state === 'plain' || mtls.state === 'partial').length,
    edges: edges.length,
  }
}

function slowestOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): MeshTotals['slowest'] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]))
  const measured = edges.flatMap(({ source, target, latencyMs }) => {
    const p95Ms = latencyMs?.p95 ?? null
    return p95Ms === null ? [] : [{ p95Ms, source: names.get(source) ?? '', target: names.get(target) ?? '' }]
  })
  return measured.toSorted((a, b) => b.p95Ms - a.p95Ms)[0] ?? null
}

function mtlsRatioOf(edges: readonly GraphEdge[]): number | null {
  const known = edges.filter(({ mtls, rps }) => mtls.ratio !== null && (rps ?? 0) > 0)
  const weight = sum(known.map(({ rps }) => rps ?? 0))
  if (weight === 0) return null
  return sum(known.map(({ rps, mtls }) => (rps ?? 0) * (mtls.ratio ?? 0))) / weight
}
