import { bytesPerSecond, duration, percent, perSecond, text } from '../../../lib/client/format/number.ts'
import type { GraphEdge, GraphNode } from '../../../lib/domain/graph/model.ts'
import { edgeWidth, tcpEdgeWidth } from '../geometry/stroke.ts'
import type { EdgeMetric, Link, Lock, PillContent, Stroke } from './graph-model.ts'

export type LinkOptions = { metric: EdgeMetric; mtls: boolean }

/** What a link shows of its edge. `sourceRps` is everything its source sends, for the share. */
export function linkOf(
  edge: GraphEdge,
  options: LinkOptions & { ends: { source: GraphNode; target: GraphNode }; sourceRps: number },
): Link {
  const stroke = strokeOf(edge)
  return {
    id: edge.id,
    source: edge.source,
    target: edge.target,
    edge,
    stroke,
    width: Number(widthOf(edge, stroke).toFixed(2)),
    pill: pillOf(edge, options),
    parts: [],
    gone: false,
    label: labelOf(edge, options.ends),
  }
}

function strokeOf({ health, protocol }: GraphEdge): Stroke {
  switch (health.status) {
    case 'degraded':
    case 'failing':
    case 'idle':
      return health.status
    case 'healthy':
    case 'unknown':
      return protocol === 'tcp' ? 'tcp' : 'healthy'
  }
}

function widthOf({ rps, bytesPerSecond: bytes }: GraphEdge, stroke: Stroke): number {
  if (stroke === 'idle') return 1.4
  return rps === null ? tcpEdgeWidth(bytes ?? 0) : edgeWidth(rps)
}

function pillOf(edge: GraphEdge, options: LinkOptions & { sourceRps: number }): PillContent | null {
  if (edge.health.status === 'idle') return null
  const { status } = edge.health
  const lock = options.mtls ? lockOf(edge) : null
  return {
    text: metricText(edge, options),
    mark: status === 'degraded' || status === 'failing' ? status : null,
    lock,
    lockText: lock === 'partial' && edge.mtls.ratio !== null ? `${Math.floor(edge.mtls.ratio * 100)}%` : null,
  }
}

const locks: Record<GraphEdge['mtls']['state'], Lock> = {
  mutual: 'closed',
  partial: 'partial',
  plain: 'open',
  unknown: 'unknown',
}

export function lockOf({ mtls }: GraphEdge): Lock {
  return locks[mtls.state]
}

function metricText(edge: GraphEdge, { metric, sourceRps }: LinkOptions & { sourceRps: number }): string {
  switch (metric) {
    case 'rps':
      return edge.rps === null ? text(bytesPerSecond(edge.bytesPerSecond)) : text(perSecond(edge.rps))
    case 'errors':
      return text(percent(edge.errorRatio))
    case 'p50':
    case 'p95':
    case 'p99':
      return text(duration(edge.latencyMs?.[metric] ?? null))
    case 'bytes':
      return text(bytesPerSecond(edge.bytesPerSecond))
    case 'share':
      return text(percent(edge.rps === null || sourceRps === 0 ? null : edge.rps / sourceRps))
  }
}

const mtlsWords: Record<Lock, string> = {
  closed: 'mutual TLS',
  partial: 'partly mutual TLS',
  open: 'plaintext',
  unknown: 'mutual TLS not known',
}

function labelOf(edge: GraphEdge, { source, target }: { source: GraphNode; target: GraphNode }): string {
  const parts = [
    `${source.name} to ${target.name}`,
    edge.health.status,
    edge.rps === null ? null : `${text(perSecond(edge.rps)).replace('/s', '')} requests per second`,
    edge.rps === null && edge.bytesPerSecond !== null ? text(bytesPerSecond(edge.bytesPerSecond)) : null,
    edge.errorRatio === null ? null : `${text(percent(edge.errorRatio))} errors`,
    edge.latencyMs === null || edge.latencyMs.p95 === null ? null : `p95 ${text(duration(edge.latencyMs.p95))}`,
    mtlsWords[lockOf(edge)],
  ]
  return parts.filter((part) => part !== null).join(', ')
}
