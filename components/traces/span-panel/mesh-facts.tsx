'use client'
import type { SpanNode } from '../../../lib/domain/tracing/span-tree.ts'
import { AttemptList } from './attempt-list.tsx'
import { RouteInForce } from './route-in-force.tsx'
import { UsualSection } from './usual-section.tsx'

/** What is known of a call beside its span: its tries, how long it usually takes, who the two were, how it was routed. */
export function MeshFacts({
  node,
  facts,
  onSelect,
}: {
  node: SpanNode
  facts: boolean
  onSelect: (node: SpanNode) => void
}) {
  return (
    <>
      <AttemptList node={node} onSelect={onSelect} />
      {facts ? (
        <>
          <UsualSection node={node} />
          <RouteInForce node={node} />
        </>
      ) : null}
    </>
  )
}
