'use client'
import { routes } from '../../../lib/client/routes.ts'
import type { Scope } from '../../../lib/client/scope.ts'
import type { GraphNode } from '../../../lib/domain/graph/model.ts'
import { nodeHref } from '../../mesh/node-link.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { GraphState } from '../graph-url.ts'

type NodeVerbsProps = {
  node: GraphNode
  scope: Scope
  state: GraphState
  onChange: (change: Partial<GraphState>) => void
}

/** From a node to its surroundings, its page, its traces and its logs. */
export function NodeVerbs({ node, scope, state, onChange }: NodeVerbsProps) {
  const { kind, namespace, workload } = node
  const href = nodeHref(node, scope)
  const focused = state.focus?.node === node.id
  const search = { namespace: namespace ?? undefined, ...(workload === null ? {} : { workload }) }
  return (
    <nav aria-label="Of this node" className="flex flex-wrap gap-2">
      {kind === 'aggregate' ? null : (
        <Button
          size="sm"
          onPress={() => onChange({ focus: focused ? null : { node: node.id, hops: state.focus?.hops ?? 1 } })}
        >
          <Icon name="pin" size={14} />
          {focused ? 'Leave the focus' : 'Focus'}
        </Button>
      )}
      {href === null || namespace === null ? null : (
        <>
          <ButtonLink href={href} size="sm">
            Details
          </ButtonLink>
          <ButtonLink href={routes.traces(scope, search)} size="sm">
            <Icon name="traces" size={14} />
            Traces
          </ButtonLink>
          <ButtonLink href={routes.logs(scope, search)} size="sm">
            <Icon name="logs" size={14} />
            Logs
          </ButtonLink>
        </>
      )}
    </nav>
  )
}
