import type { Span, Trace } from './model.ts'

/** From here on a trace is sent without most tags: 80,000 spans with them are 90 MB, without 24. */
export const SLIM_FROM = 5_000

/** What the rows themselves show or follow. */
const kept = ['istio.canonical_revision', 'upstream_cluster']

/** A large trace without the tags and events of its spans, which are asked for one by one; a smaller one as it is. */
export function slimTrace(trace: Trace): Trace & { readonly slim: boolean } {
  if (trace.spans.length < SLIM_FROM) return { ...trace, slim: false }
  return { ...trace, spans: trace.spans.map(slimSpan), slim: true }
}

function slimSpan(span: Span): Span {
  const tags = Object.fromEntries(kept.flatMap((key) => (span.tags[key] === undefined ? [] : [[key, span.tags[key]]])))
  return { ...span, tags, logs: [], warnings: [] }
}
