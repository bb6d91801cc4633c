import type { SpanNode } from './span-tree.ts'

/** A stretch of the critical path: while it lasted, the whole trace waited for this span's own work. */
export interface CriticalSection {
  readonly node: SpanNode
  readonly startUs: number
  readonly endUs: number
}

interface Walk {
  readonly node: SpanNode
  readonly fromUs: number
  readonly toUs: number
}

/**
 * The critical path under a span: walking back from its end, always into the child that finished last before. The
 * sections are in order of time, don't overlap, and add up to the span's duration: shorten one and the span gets shorter.
 */
export function criticalPath(root: SpanNode): CriticalSection[] {
  const sections: CriticalSection[] = []
  const pending: Walk[] = [{ node: root, fromUs: root.startUs, toUs: root.endUs }]
  for (let walk = pending.pop(); walk !== undefined; walk = pending.pop()) {
    const { own, children } = splitUp(walk)
    sections.push(...own)
    pending.push(...children)
  }
  return sections.toSorted((a, b) => a.startUs - b.startUs || a.endUs - b.endUs)
}

function splitUp({ node, fromUs, toUs }: Walk): { own: CriticalSection[]; children: Walk[] } {
  const own: CriticalSection[] = []
  const children: Walk[] = []
  let cursorUs = toUs
  for (const child of lastFirst(node, toUs)) {
    const endUs = Math.min(child.endUs, toUs)
    const startUs = Math.max(child.startUs, fromUs)
    // One that ends after the cursor ran beside the child chosen before: nothing waited for it.
    if (endUs > cursorUs || endUs <= startUs) continue
    if (endUs < cursorUs) own.push({ node, startUs: endUs, endUs: cursorUs })
    children.push({ node: child, fromUs: startUs, toUs: endUs })
    cursorUs = startUs
  }
  if (cursorUs > fromUs) own.push({ node, startUs: fromUs, endUs: cursorUs })
  return { own, children }
}

function lastFirst(node: SpanNode, toUs: number): SpanNode[] {
  const end = (child: SpanNode) => Math.min(child.endUs, toUs)
  return node.children.toSorted((a, b) => end(b) - end(a) || b.startUs - a.startUs)
}

/** How much of the critical path each service is, largest first; shares add up to 1. */
export function criticalShares(sections: readonly CriticalSection[]): { service: string; share: number }[] {
  const total = sections.reduce((sum, { startUs, endUs }) => sum + endUs - startUs, 0)
  const byService = new Map<string, number>()
  for (const { node, startUs, endUs } of sections)
    byService.set(node.span.service, (byService.get(node.span.service) ?? 0) + endUs - startUs)
  return [...byService]
    .map(([service, us]) => ({ service, share: total === 0 ? 0 : us / total }))
    .toSorted((a, b) => b.share - a.share)
}
