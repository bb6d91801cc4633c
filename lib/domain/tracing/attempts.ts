import type { SpanNode } from './span-tree.ts'

/** One call and the calls before it that it repeated. */
export interface Attempts {
  /** All of them in order of time, the given one among them. */
  readonly all: readonly SpanNode[]
  /** Place of the given one, from 0. */
  readonly at: number
}

/**
 * The tries of a call that was repeated: siblings with the same service, operation and kind, one after the other, of
 * which every one but the last failed. Null where the call was made once, or calls of this name ran side by side.
 */
export function attemptsOf(node: SpanNode): Attempts | null {
  const { parent, span } = node
  if (parent === null || (span.kind !== 'client' && span.kind !== 'producer')) return null
  const alike = parent.children.filter(
    (other) =>
      other.span.service === span.service && other.span.operation === span.operation && other.span.kind === span.kind,
  )
  const groups: SpanNode[][] = []
  for (const call of alike) {
    const before = groups.at(-1)?.at(-1)
    if (before !== undefined && before.span.error && call.startUs >= before.endUs) groups.at(-1)?.push(call)
    else groups.push([call])
  }
  const all = groups.find((group) => group.includes(node)) ?? []
  return all.length < 2 ? null : { all, at: all.indexOf(node) }
}
