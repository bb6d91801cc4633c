'use client'
import { useQuery } from '@tanstack/react-query'
import type { ChangeRow } from '../../lib/contract/changes.ts'
import { objectMetricsQuery, type MetricsOf } from '../../lib/client/queries/object-metrics.ts'
import type { GraphEdge, GraphNode } from '../../lib/domain/graph/model.ts'
import { failedShares } from '../objects/metrics/metric-lines.ts'
import { useRefresh } from '../shell/refresh.tsx'
import { useScope } from '../shell/use-scope.ts'
import { explainedBy, onsetOf, type Explained } from './onset.ts'
import type { Path } from './unhealthy-paths.ts'

export type Problem = {
  edge: GraphEdge
  from: GraphNode
  to: GraphNode
  beganMs: number | null
  explained: Explained | null
}

/** The worst thing now with when it began and what was changed before; null when nothing is wrong. */
export function useProblem(path: Path | undefined, changes: readonly ChangeRow[]): Problem | null {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const [edge, from, to] = [path?.edges.at(-1), path?.nodes.at(-2), path?.nodes.at(-1)]
  const of = targetOf(to)
  const question = { ...(of ?? { target: 'mesh' as const }), measures: ['requests', 'errors'] as const }
  const { data } = useQuery({ ...objectMetricsQuery(question, scope), refetchInterval, enabled: of !== null })
  if (edge === undefined || from === undefined || to === undefined) return null
  const line = (measure: string) => data?.charts.find((chart) => chart.measure === measure)?.lines[0]?.values
  const beganMs = data === undefined ? null : onsetOf(data.times, failedShares(line('requests') ?? [], line('errors')))
  const names = [to.name, to.workload, to.app, to.service].filter((name) => name !== null)
  const stepMs = (data?.stepSeconds ?? 0) * 1_000
  return {
    edge,
    from,
    to,
    beganMs,
    explained: beganMs === null ? null : explainedBy(changes, { atMs: beganMs, stepMs, names }),
  }
}

function targetOf(node: GraphNode | undefined): MetricsOf | null {
  if (node === undefined || node.namespace === null || node.workload === null) return null
  return { target: 'workload', namespace: node.namespace, name: node.workload }
}
