import type { TraceSearchParams } from '../../../lib/client/queries/traces.ts'
import type { Scope } from '../../../lib/client/scope.ts'
import { pageWindow } from '../../../lib/client/time-window.ts'
import { formatTags, parseTags } from '../../../lib/domain/tracing/tag-filter.ts'

/** The filters of the trace list as the URL holds them; empty text is no filter. */
export interface TraceFilter {
  readonly namespace: string
  readonly workload: string
  readonly service: string
  readonly source: string
  readonly destination: string
  readonly minDuration: string
  readonly maxDuration: string
  readonly operation: string
  /** Tags as `parseTags` reads them. */
  readonly tags: string
  readonly errors: boolean
  readonly limit: number
}

export const limits = [20, 50, 100, 200, 500, 1_000, 2_000] as const
export const defaultWindow = pageWindow('/traces')
const names = [
  'namespace',
  'workload',
  'service',
  'source',
  'destination',
  'minDuration',
  'maxDuration',
  'operation',
  'tags',
] as const

/** Reads the filters of a URL; what is not understood is no filter. */
export function parseTraceFilter(params: URLSearchParams): TraceFilter {
  const text = (name: (typeof names)[number]) => params.get(name)?.trim() ?? ''
  return {
    namespace: text('namespace'),
    workload: text('workload'),
    service: text('service'),
    source: text('source'),
    destination: text('destination'),
    minDuration: text('minDuration'),
    maxDuration: text('maxDuration'),
    operation: text('operation'),
    tags: text('tags'),
    errors: params.get('errors') === 'true',
    limit: limits.find((limit) => String(limit) === params.get('limit')) ?? 50,
  }
}

/** The filters as URL parameters; undefined removes one. */
export function traceFilterParams(filter: TraceFilter): Record<string, string | undefined> {
  const texts = Object.fromEntries(names.map((name) => [name, filter[name] || undefined]))
  return {
    ...texts,
    errors: filter.errors ? 'true' : undefined,
    limit: filter.limit === 50 ? undefined : String(filter.limit),
  }
}

/** What to ask the server: a filter's own namespace, else the only one of the scope. */
export function searchParams(filter: TraceFilter, scope: Scope): TraceSearchParams {
  const [only, ...others] = scope.namespaces
  const namespace = filter.namespace || (others.length === 0 ? only : undefined)
  const texts = Object.fromEntries(names.map((name) => [name, filter[name] || undefined]))
  return {
    ...texts,
    namespace,
    window: scope.window ?? defaultWindow,
    at: scope.at,
    errors: filter.errors,
    limit: filter.limit,
  }
}

export interface FilterChip {
  readonly label: string
  /** The filter without it. */
  readonly without: TraceFilter
}

/** The filters that are on, in words, each with what is left when it is taken away. */
export function filterChips(filter: TraceFilter): FilterChip[] {
  const chips: FilterChip[] = []
  const add = (label: string, cleared: Partial<TraceFilter>) =>
    chips.push({ label, without: { ...filter, ...cleared } })
  if (filter.source !== '' && filter.destination !== '')
    add(`edge = ${filter.source} → ${filter.destination}`, { source: '', destination: '' })
  else if (filter.source !== '') add(`source = ${filter.source}`, { source: '' })
  else if (filter.destination !== '') add(`destination = ${filter.destination}`, { destination: '' })
  if (filter.namespace !== '') add(`namespace = ${filter.namespace}`, { namespace: '' })
  if (filter.workload !== '') add(`workload = ${filter.workload}`, { workload: '' })
  if (filter.service !== '') add(`service = ${filter.service}`, { service: '' })
  if (filter.operation !== '') add(`operation = ${filter.operation}`, { operation: '' })
  const tags = tagsOf(filter)
  for (const tag of tags) add(`${tag.key} = ${tag.value}`, { tags: formatTags(tags.filter((other) => other !== tag)) })
  if (filter.minDuration !== '') add(`duration ≥ ${filter.minDuration}`, { minDuration: '' })
  if (filter.maxDuration !== '') add(`duration ≤ ${filter.maxDuration}`, { maxDuration: '' })
  if (filter.errors) add('failed', { errors: false })
  return chips
}

function tagsOf({ tags }: TraceFilter) {
  const parsed = parseTags(tags)
  return 'fault' in parsed ? [] : parsed
}

export type FilterChange = { readonly filter: TraceFilter } | { readonly error: string }

const filterKeys = ['namespace', 'workload', 'service', 'source', 'destination'] as const
const examples = 'workload=reviews-v2, http.status_code=503, duration>200ms or failed'

/**
 * Adds what was typed, `workload=reviews-v2`, `duration>200ms`, `duration<1s`, `status=503`, `failed` or any tag such as
 * `http.status_code=503`, to the filters.
 */
export function addTyped(filter: TraceFilter, typed: string): FilterChange {
  const text = typed.trim()
  if (text === 'failed' || text === 'error' || text === 'errors') return { filter: { ...filter, errors: true } }
  const [, name = '', sign = '', value = ''] = /^([\w.:/-]+)\s*([=<>])=?\s*(.+)$/.exec(text) ?? []
  if (name === 'duration') return addDuration(filter, sign, value)
  const key = filterKeys.find((known) => known === name)
  if (sign !== '=') return { error: `"${text}" is not a filter such as ${examples}.` }
  if (name === 'operation') return { filter: { ...filter, operation: value } }
  if (name === 'status') return addStatus(filter, value)
  if (key === undefined) return addTag(filter, text.replace(/\s*=\s*/, '='))
  if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(value)) return { error: `"${value}" is not the name of a ${key}.` }
  return { filter: { ...filter, [key]: value } }
}

function addStatus(filter: TraceFilter, value: string): FilterChange {
  return /^[1-5]\d\d$/.test(value)
    ? addTag(filter, `http.status_code=${value}`)
    : { error: `"${value}" is not a status such as 503; for any failure type failed.` }
}

function addTag(filter: TraceFilter, text: string): FilterChange {
  const typed = parseTags(text)
  const all = 'fault' in typed ? typed : parseTags(formatTags([...tagsOf(filter), ...typed]))
  return 'fault' in all ? { error: `${all.fault}.` } : { filter: { ...filter, tags: formatTags(all) } }
}

function addDuration(filter: TraceFilter, sign: string, value: string): FilterChange {
  if (!/^\d{1,9}(\.\d{1,6})?(us|ms|s)$/.test(value))
    return { error: `"${value}" is not a duration such as 800us, 250ms or 1.5s.` }
  if (sign === '>') return { filter: { ...filter, minDuration: value } }
  if (sign === '<') return { filter: { ...filter, maxDuration: value } }
  return { error: 'A duration is compared with > or <, for example duration>200ms.' }
}
