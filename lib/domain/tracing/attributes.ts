import type { Trace } from './model.ts'

/** Something that at least one span of a trace says of itself. `namespace` is that of the span, null where it is not known. */
export interface TraceAttribute {
  readonly service: string
  readonly key: string
  readonly value: string
  readonly namespace: string | null
}

/** Longer values are texts, not attributes that traces share. */
const MAX_VALUE = 160
/** So many different attributes of one trace are looked at; a trace of 80,000 spans has no end of them. */
const MAX_PER_TRACE = 2_000

/** Tags that name or measure one request or one connection: that traces share them is chance. */
const identifying =
  /(^|[._:-])(id|guid|request-id|request_id|trace_id|span_id|correlation|port|sequence|size|bytes|length|duration)$|^downstream_cluster$/i

/** Every attribute of a trace's spans once: tags by service, the operation, the pod and a failure's status. */
export function attributesOf({ spans }: Trace): TraceAttribute[] {
  const found = new Map<string, TraceAttribute>()
  for (const { service, namespace, operation, pod, responseFlags, tags } of spans) {
    const add = (key: string, value: string | null) => {
      if (value === null || value === '' || value.length > MAX_VALUE || found.size >= MAX_PER_TRACE) return
      found.set(`${service}\0${key}\0${value}`, { service, key, value, namespace })
    }
    add('operation', operation)
    add('k8s.pod.name', pod)
    add('response_flags', responseFlags)
    for (const [key, value] of Object.entries(tags)) if (!identifying.test(key) && value !== '-') add(key, value)
  }
  return [...found.values()]
}

/** Attributes of many traces, each once; `members` are places in the list of traces, ascending. */
export interface AttributeTable {
  readonly traces: number
  readonly attributes: readonly (Omit<TraceAttribute, 'namespace'> & { readonly members: readonly number[] })[]
}

/** An attribute of fewer traces than this can't set any group apart. */
export const MIN_TRACES = 3
const MAX_ATTRIBUTES = 1_500

/**
 * Puts the attributes of traces into one table. Left out are those of fewer than three traces and those of all of them,
 * which set nothing apart; of very many the most common stay.
 */
export function tabulateAttributes(traces: readonly (readonly TraceAttribute[])[]): AttributeTable {
  const members = new Map<string, { attribute: TraceAttribute; places: number[] }>()
  for (const [place, attributes] of traces.entries())
    for (const attribute of attributes) {
      const id = `${attribute.service}\0${attribute.key}\0${attribute.value}`
      const known = members.get(id)
      if (known === undefined) members.set(id, { attribute, places: [place] })
      else if (known.places.at(-1) !== place) known.places.push(place)
    }
  const attributes = [...members.values()]
    .filter(({ places }) => places.length >= MIN_TRACES && places.length < traces.length)
    .toSorted((a, b) => b.places.length - a.places.length)
    .slice(0, MAX_ATTRIBUTES)
    .map(({ attribute: { service, key, value }, places }) => ({ service, key, value, members: places }))
  return { traces: traces.length, attributes }
}
