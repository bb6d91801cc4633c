import type { TraceSearch } from '../ports.ts'

/** A string of TraceQL: whatever the value, it stays one string. */
export function quoted(value: string): string {
  const escaped = value.replaceAll('\\', String.raw`\\`).replaceAll('"', String.raw`\"`)
  return `"${escaped.replaceAll('\n', String.raw`\n`).replaceAll('\r', String.raw`\r`)}"`
}

/** Text as a regular expression (RE2) that matches nothing else. */
const literal = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)

/** What is read of the matched spans, so that traces can be told apart without fetching them. */
const selected = [
  'resource.service.name',
  'resource.k8s.pod.name',
  'span.http.status_code',
  'span.response_flags',
  'span.istio.canonical_revision',
  'span.upstream_cluster',
]

/**
 * The search as TraceQL. An edge is a span of the caller with one of the callee anywhere below; the other conditions
 * hold for one span, of the callee where there is an edge.
 */
export function traceQl(search: TraceSearch): string {
  const { source, destination } = search
  const conditions = [...place(search), ...workload(destination ?? search.workload), ...limits(search)]
  const span = `{ ${conditions.length === 0 ? 'true' : conditions.join(' && ')} }`
  const query = source === undefined ? span : `{ ${workload(source).join(' && ')} } >> ${span}`
  return `${query} | select(${selected.join(', ')})`
}

/** Proxies say their namespace in a tag, other senders in the name of the service. */
function place({ namespace, service }: TraceSearch): string[] {
  const of =
    namespace === undefined
      ? []
      : [
          `(span.istio.namespace = ${quoted(namespace)} || resource.k8s.namespace.name = ${quoted(namespace)} || resource.service.name =~ ${quoted(`.+\\.${literal(namespace)}(\\..+)?`)})`,
        ]
  if (service === undefined) return of
  const pattern = service.includes('.') ? `${literal(service)}(\\.svc\\..+)?` : `${literal(service)}(\\..+)?`
  return [...of, `resource.service.name =~ ${quoted(pattern)}`]
}

/** By the workload where the span names it; else its canonical service and revision, as Istio tags them. */
function workload(name: string | undefined): string[] {
  if (name === undefined) return []
  const [, canonical = name, revision = ''] = /^(.+)-([^-]+)$/.exec(name) ?? []
  const byTags = `(span.istio.canonical_service = ${quoted(canonical)} && span.istio.canonical_revision = ${quoted(revision)})`
  return [`(resource.k8s.deployment.name = ${quoted(name)} || ${byTags})`]
}

function limits({ operation, tags = [], minDurationUs, maxDurationUs, errorsOnly }: TraceSearch): string[] {
  return [
    ...(operation === undefined ? [] : [`name = ${quoted(operation)}`]),
    ...tags.map(({ key, value }) => `.${attributeName(key)} = ${quoted(value)}`),
    ...(minDurationUs === undefined ? [] : [`duration >= ${Math.round(minDurationUs)}us`]),
    ...(maxDurationUs === undefined ? [] : [`duration <= ${Math.round(maxDurationUs)}us`]),
    ...(errorsOnly ? ['status = error'] : []),
  ]
}

/** A name that TraceQL could take for something else is quoted, too. */
const attributeName = (key: string) => (/^[A-Za-z_][\w.]*$/.test(key) ? key : quoted(key))
