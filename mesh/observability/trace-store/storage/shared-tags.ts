import type { Tag } from '../span-record.ts'

// A proxy repeats most tags on every span. Those whose values are few are stored once per combination, which takes
// about half of the space of a span away.

const keys = new Set([
  'component',
  'downstream_cluster',
  'error',
  'grpc.status_code',
  'http.method',
  'http.protocol',
  'http.status_code',
  'node_id',
  'response_flags',
  'span.kind',
  'upstream_cluster',
  'upstream_cluster.name',
  'user_agent',
  'zone',
])
const prefixes = ['istio.', 'otel.scope.', 'otel.status_code']
/** A sender that puts something unique under such a key must not fill the table of shared tags. */
const longestValue = 200

/** Parts the tags of a span into its own and those that many spans have alike. */
export function splitTags(tags: readonly Tag[]): { own: Tag[]; shared: Tag[] } {
  const isShared = ({ key, value }: Tag) =>
    (keys.has(key) || prefixes.some((prefix) => key.startsWith(prefix))) && String(value).length <= longestValue
  return { own: tags.filter((tag) => !isShared(tag)), shared: tags.filter(isShared) }
}
