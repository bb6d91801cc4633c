import type { SpanNode } from './span-tree.ts'

/** Microseconds of a span in which none of its children ran. */
export function selfTimeUs(node: SpanNode): number {
  return node.span.durationUs - coveredUs(node)
}

/** Where a span's time went: its own work, and for a call what the callee took and what lay between the two. */
export type Breakdown =
  | { readonly kind: 'call'; readonly calleeUs: number; readonly networkUs: number }
  | { readonly kind: 'work'; readonly ownUs: number; readonly childrenUs: number }

/** A client span with the one server span it reached is a call; the difference is network and both proxies. */
export function breakdownOf(node: SpanNode): Breakdown {
  const [only] = node.children
  const isCall = node.span.kind === 'client' && node.children.length === 1 && only?.span.kind === 'server'
  if (isCall && only.span.durationUs <= node.span.durationUs)
    return { kind: 'call', calleeUs: only.span.durationUs, networkUs: node.span.durationUs - only.span.durationUs }
  const childrenUs = coveredUs(node)
  return { kind: 'work', ownUs: node.span.durationUs - childrenUs, childrenUs }
}

/** Length of the union of the children's times inside the span. */
function coveredUs(node: SpanNode): number {
  let coveredToUs = node.startUs
  let sum = 0
  for (const child of node.children.toSorted((a, b) => a.startUs - b.startUs)) {
    const startUs = Math.max(child.startUs, coveredToUs)
    const endUs = Math.min(child.endUs, node.endUs)
    if (endUs <= startUs) continue
    sum += endUs - startUs
    coveredToUs = endUs
  }
  return sum
}
