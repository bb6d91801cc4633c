import { conventionOfAll, isService, type SearchedNames } from '../../domain/tracing/service-names.ts'
import type { TraceSearch } from '../ports.ts'

/** One question to the store: spans of this service, if wanted only those of one revision. */
export interface ServiceQuery {
  readonly service: string
  readonly revision: string | null
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
  if (workload !== undefined) return workloadQueries(here, workload)
  const named = search.service
  const wanted = named === undefined ? here : here.filter((service) => isService(service, named))
  return wanted.slice(0, maxServices).map((service) => ({ service, revision: null }))
}

/** Which names of the store a search came down to. */
export function searchedNames(queries: readonly ServiceQuery[], search: TraceSearch): SearchedNames {
  const services = [...new Set(queries.map(({ service }) => service))]
  const asked = search.destination ?? search.workload ?? search.source ?? search.service ?? null
  return { asked, services, convention: conventionOfAll(services) }
}

function workloadQueries(services: readonly string[], workload: string): ServiceQuery[] {
  const matching = services.filter((service) => {
    const canonical = canonicalOf(service)
    return workload === canonical || workload.startsWith(`${canonical}-`)
  })
  const longest = Math.max(0, ...matching.map((service) => canonicalOf(service).length))
  return matching
    .filter((service) => canonicalOf(service).length === longest)
    .map((service) => ({ service, revision: workload.slice(longest + 1) || null }))
}

function inNamespace(service: string, namespace: string | undefined): boolean {
  if (namespace === undefined) return true
  const dot = service.indexOf('.')
  return dot < 0 || service.slice(dot + 1).split('.')[0] === namespace
}

const canonicalOf = (service: string) => service.split('.')[0] ?? service
