import Link from 'next/link'
import type { GraphEdge, GraphNode } from '../../lib/domain/graph/model.ts'
import { duration, percent, perSecond, text } from '../../lib/client/format/number.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { StatusMark } from '../ui/status-mark.tsx'
import type { Path } from './unhealthy-paths.ts'

/** From the entry to the cause: cards and the edges between them, with what is wrong written on each. */
export function PathStrip({ path, scope }: { path: Path; scope: Scope }) {
  const cause = path.edges.at(-1)
  const [first, ...rest] = path.nodes
  return (
    <div>
      <ol className="flex items-center overflow-x-auto pb-1">
        {first === undefined ? null : <Stop node={first} status="healthy" />}
        {rest.map((node, index) => {
          const edge = path.edges[index]
          return edge === undefined ? null : (
            <li key={node.id} className="flex flex-none items-center">
              <Hop edge={edge} scope={scope} />
              <Stop node={node} status={edge.health.status} nested />
            </li>
          )
        })}
      </ol>
      {cause === undefined ? null : <p className="mt-1 text-small text-ink-3">{cause.health.reasons.join(' ')}</p>}
    </div>
  )
}

function Stop({
  node,
  status,
  nested = false,
}: {
  node: GraphNode
  status: GraphEdge['health']['status']
  nested?: boolean
}) {
  const border =
    status === 'failing' ? 'border-failing' : status === 'degraded' ? 'border-degraded' : 'border-node-line'
  const Tag = nested ? 'div' : 'li'
  return (
    <Tag
      className={`flex h-10 w-[126px] flex-none flex-col justify-center rounded-card border bg-node px-2.5 ${border}`}
      title={node.name}
    >
      <span className="truncate text-[11.5px] leading-[15px] font-semibold">{node.name}</span>
      <span className="truncate text-label text-ink-2">
        {text(perSecond(node.traffic.in.rps ?? node.traffic.out.rps))}
      </span>
    </Tag>
  )
}

const dashes: Partial<Record<GraphEdge['health']['status'], string>> = { degraded: '9 4', failing: '4 3' }

function Hop({ edge, scope }: { edge: GraphEdge; scope: Scope }) {
  const { status } = edge.health
  const stroke = `var(--edge-${status === 'unknown' ? 'healthy' : status})`
  const dash = dashes[status]
  return (
    <Link
      href={routes.graph(scope, { edge: edge.id })}
      prefetch={false}
      className="flex w-[84px] flex-col items-center gap-0.5 text-label text-ink-1"
      aria-label={`Open this edge on the graph: ${status}, ${hopWords(edge)}`}
    >
      <span className="flex items-center gap-1">
        {status === 'failing' || status === 'degraded' ? <StatusMark status={status} size={10} /> : null}
        {hopWords(edge)}
      </span>
      <svg width="84" height="10" viewBox="0 0 84 10" aria-hidden="true">
        <path d="M0 5H76" stroke={stroke} strokeWidth="2" {...(dash === undefined ? {} : { strokeDasharray: dash })} />
        <path d="M84 5l-9-4v8z" fill={stroke} />
      </svg>
    </Link>
  )
}

function hopWords(edge: GraphEdge): string {
  if ((edge.errorRatio ?? 0) > 0.001) return `${text(percent(edge.errorRatio))} err`
  if (edge.health.status === 'degraded') return text(duration(edge.latencyMs?.p95 ?? null))
  return text(perSecond(edge.rps))
}
