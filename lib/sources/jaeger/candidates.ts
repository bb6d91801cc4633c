import { conventionOfAll, isService, type SearchedNames } from '../../domain/tracing/service-names.ts'
import type { TraceSearch } from '../ports.ts'

/** One question to the store: spans of this service, if wanted only those of one revision, or those that failed. */
export interface ServiceQuery {
  readonly service: string
  readonly revision: string | null
  readonly failedOnly: boolean
}

/** Without a workload or service a search asks every service of the namespace, up to this many. */
const maxServices = 24

/**
 * Which of the store's services to ask. Proxies file their spans as Istio does, `CANONICAL.NAMESPACE`; a workload is
 * the canonical service of the longest name that it begins with (`ratings-store-v1` is `ratings-store`, not `ratings`),
 * and what follows is its revision. Spans of apps without a namespace in their name count for every namespace.
 */
export function serviceQueries(services: readonly string[], search: TraceSearch): ServiceQuery[] {
  const here = services.filter((service) => inNamespace(service, search.namespace))
  const workload = search.destination ?? search.workload ?? search.source
  if (search.source !== undefined && search.destination !== undefined)
    return edgeQueries(services, here, { source: search.source, destination: search.destination })
  if (workload !== undefined) return workloadQueries(here, workload)
  const named = search.service
  const wanted = named === undefined ? here : here.filter((service) => isService(service, named))
  return wanted.slice(0, maxServices).map((service) => ({ service, revision: null, failedOnly: false }))
}

/** Which names of the store a search came down to. */
export function searchedNames(queries: readonly ServiceQuery[], search: TraceSearch): SearchedNames {
  const services = [...new Set(queries.map(({ service }) => service))]
  const asked = search.destination ?? search.workload ?? search.source ?? search.service ?? null
  return { asked, services, convention: conventionOfAll(services) }
}

/**
 * The callee's spans, and the caller's: a call that never reached the callee's proxy has left a span at the caller alone.
 * It failed, unless the callee has no proxy and so no span in the store at all.
 */
function edgeQueries(
  services: readonly string[],
  here: readonly string[],
  { source, destination }: { readonly source: string; readonly destination: string },
): ServiceQuery[] {
  const callee = workloadQueries(here, destination)
  // The caller may be of another namespace than the callee.
  const near = workloadQueries(here, source)
  const caller = near.length > 0 ? near : workloadQueries(services, source)
  const known = new Set(callee.map(({ service }) => service))
  const failedOnly = callee.length > 0
  return [...callee, ...caller.filter(({ service }) => !known.has(service)).map((query) => ({ ...query, failedOnly }))]
}

function workloadQueries(services: readonly string[], workload: string): ServiceQuery[] {
  const matching = services.filter((service) => {
    const canonical = canonicalOf(service)
    return workload === canonical || workload.startsWith(`${canonical}-`)
  })
  const longest = Math.max(0, ...matching.map((service) => canonicalOf(service).length))
  return matching
    .filter((service) => canonicalOf(service).length === longest)
    .map((service) => ({ service, revision: workload.slice(longest + 1) || null, failedOnly: false }))
}

function inNamespace(service: string, namespace: string | undefined): boolean {
  if (namespace === undefined) return true
  const dot = service.indexOf('.')
  return dot < 0 || service.slice(dot + 1).split('.')[0] === namespace
}

const canonicalOf = (service: string) => service.split('.')[0] ?? service
