import Link from 'next/link'
import type { GraphNode } from '../../lib/domain/graph/model.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'

/** The page of a node; nodes that nobody runs here have none. */
export function nodeHref(node: GraphNode, scope: Scope): string | null {
  const { namespace, workload, app, service, kind } = node
  if (namespace === null || kind === 'unknown' || kind === 'external' || kind === 'aggregate') return null
  if (workload !== null && kind !== 'serviceEntry') return routes.workload(scope, namespace, workload)
  if (service !== null || kind === 'service') return routes.service(scope, namespace, service ?? node.name)
  return app === null ? null : routes.application(scope, namespace, app)
}

/** A node's name as link to its page, or as text. */
export function NodeLink({ node, scope, className = '' }: { node: GraphNode; scope: Scope; className?: string }) {
  const href = nodeHref(node, scope)
  return href === null ? (
    <span className={className}>{node.name}</span>
  ) : (
    <Link href={href} prefetch={false} className={className}>
      {node.name}
    </Link>
  )
}
