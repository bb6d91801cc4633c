import Link from 'next/link'
import type { GraphEdge, GraphNode } from '../../lib/domain/graph/model.ts'
import { percent, perSecond, text } from '../../lib/client/format/number.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { isFailure, responseRows } from '../graph/panel/edge-facts.ts'
import { StatusMark } from '../ui/status-mark.tsx'

/** Where requests fail most, with the code and flag in words. */
export function ErrorList({
  edges,
  nodes,
  scope,
}: {
  edges: readonly GraphEdge[]
  nodes: readonly GraphNode[]
  scope: Scope
}) {
  const names = new Map(nodes.map(({ id, name }) => [id, name]))
  if (edges.length === 0) return <p className="px-3.5 py-3 text-dense text-ink-2">No request failed in this window.</p>
  return (
    <ul>
      {edges.map((edge) => (
        <li
          key={edge.id}
          className="relative flex items-center gap-2.5 border-b border-line-subtle px-3.5 py-2 text-dense last:border-b-0 hover:bg-surface-2"
        >
          <StatusMark status={edge.health.status} label={edge.health.status} />
          <span className="min-w-0 flex-1">
            <Link
              href={routes.graph(scope, { edge: edge.id })}
              prefetch={false}
              className="block truncate text-ink-1 before:absolute before:inset-0"
            >
              {names.get(edge.source)} → {names.get(edge.target)}
            </Link>
            <span className="block truncate text-small text-ink-3">{reason(edge)}</span>
          </span>
          <span className="flex-none text-right">
            <b className="block font-semibold">{text(perSecond((edge.rps ?? 0) * (edge.errorRatio ?? 0)))}</b>
            <span className="text-small text-ink-3">{text(percent(edge.errorRatio))}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

function reason(edge: GraphEdge): string {
  const [first] = responseRows(edge.responses.filter(isFailure))
  return first === undefined ? 'codes not reported' : `${first.code}, ${first.meaning}`
}
