import type { SpanTree } from '../../lib/domain/tracing/span-tree.ts'

const colours = 8

/** A colour token for each service of a trace, in order of appearance, so neighbours differ. */
export function serviceColours(tree: SpanTree): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { span } of tree.nodes)
    if (!found.has(span.service)) found.set(span.service, `var(--series-${(found.size % colours) + 1})`)
  return found
}

/** The name people use: `reviews` of `reviews.bookinfo`. */
export function shortService(service: string): string {
  return service.split('.')[0] ?? service
}
