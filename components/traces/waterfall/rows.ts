import type { SpanNode, SpanTree } from '../../../lib/domain/tracing/span-tree.ts'

/** Identifies a span's row: an id may be shared by the two sides of a call. */
export function rowKey({ span }: SpanNode): string {
  return `${span.spanId} ${span.kind} ${span.service}`
}

/** The rows to draw: nothing under a collapsed span; with `errorsOnly` failed spans and the way to them. */
export function visibleRows(
  tree: SpanTree,
  { collapsed, errorsOnly }: { collapsed: ReadonlySet<string>; errorsOnly: boolean },
): SpanNode[] {
  const wanted = errorsOnly ? withAncestors(tree.nodes.filter(({ span }) => span.error)) : null
  const hidden = new Set<SpanNode>()
  return tree.nodes.filter((node) => {
    // Nodes come after their parents, so one look at the parent is enough.
    if (node.parent !== null && (hidden.has(node.parent) || collapsed.has(rowKey(node.parent)))) {
      hidden.add(node)
      return false
    }
    return wanted === null || wanted.has(node)
  })
}

function withAncestors(nodes: readonly SpanNode[]): Set<SpanNode> {
  const all = new Set<SpanNode>()
  for (const node of nodes)
    for (let current: SpanNode | null = node; current !== null && !all.has(current); current = current.parent)
      all.add(current)
  return all
}

/** Spans whose service, operation, a tag or a log field contains the text, in the order of the rows. */
export function matchingSpans(tree: SpanTree, text: string): SpanNode[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  return tree.nodes.filter(({ span }) => {
    if (`${span.service} ${span.operation}`.toLowerCase().includes(wanted)) return true
    return Object.entries(span.tags).some(([key, value]) => `${key}=${value}`.toLowerCase().includes(wanted))
  })
}

/** The set without the ancestors of a span, so that its row is shown. */
export function revealing(collapsed: ReadonlySet<string>, node: SpanNode): ReadonlySet<string> {
  const next = new Set(collapsed)
  for (let above = node.parent; above !== null; above = above.parent) next.delete(rowKey(above))
  return next.size === collapsed.size ? collapsed : next
}

/** Keys of every span that has children. */
export function collapsibleKeys(tree: SpanTree): ReadonlySet<string> {
  return new Set(tree.nodes.filter(({ children }) => children.length > 0).map(rowKey))
}
