import { queryString, setOrDelete, withScope, type Scope } from './scope.ts'

type Query = Record<string, string | undefined>

function href(path: string, scope: Scope, query: Query = {}): string {
  const params = withScope(new URLSearchParams(), scope)
  for (const [name, value] of Object.entries(query)) setOrDelete(params, name, value)
  return `${path}${queryString(params)}`
}

const segment = (...parts: readonly string[]) => parts.map(encodeURIComponent).join('/')

/** Object pages are named by namespace and name; the scope travels along so that a page is looked at the same way. */
export const routes = {
  overview: (scope: Scope) => href('/overview', scope),
  graph: (scope: Scope, query: Query = {}) => href('/graph', scope, query),
  namespaces: (scope: Scope) => href('/namespaces', scope),
  namespace: (scope: Scope, name: string) => href(`/namespaces/${segment(name)}`, scope),
  workloads: (scope: Scope) => href('/workloads', scope),
  services: (scope: Scope) => href('/services', scope),
  applications: (scope: Scope) => href('/applications', scope),
  workload: (scope: Scope, namespace: string, name: string) => href(`/workloads/${segment(namespace, name)}`, scope),
  service: (scope: Scope, namespace: string, name: string) => href(`/services/${segment(namespace, name)}`, scope),
  application: (scope: Scope, namespace: string, name: string) =>
    href(`/applications/${segment(namespace, name)}`, scope),
  routing: (scope: Scope, namespace: string, name: string) => href(`/routing/${segment(namespace, name)}`, scope),
  plan: (scope: Scope, { namespace, name }: { namespace: string; name: string }, query: Query = {}) =>
    href(`/routing/${segment(namespace, name)}/plan`, scope, query),
  /** A guided edit (`edit`, `rule`) of a VirtualService, or of what is set for a service. */
  guidedEdit: (scope: Scope, { namespace, name }: { namespace: string; name: string }, query: Query = {}) =>
    href(`/routing/${segment(namespace, name)}/edit`, scope, query),
  routingList: (scope: Scope) => href('/routing', scope),
  traces: (scope: Scope, query: Query = {}) => href('/traces', scope, query),
  trace: (traceId: string) => `/traces/${segment(traceId)}`,
  traceFile: () => '/traces/file',
  /** Two traces beside each other: what A has more than B. */
  traceCompare: (a: string, b: string) => `/traces/compare?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`,
  /** One axis for everything known of an edge (`edge`, `type`) or a workload (`workload`, as NAMESPACE/NAME). */
  timeline: (scope: Scope, subject: Query) => href('/timeline', scope, subject),
  logs: (scope: Scope, query: Query = {}) => href('/logs', scope, query),
  config: (scope: Scope) => href('/config', scope),
  /** `field` is the path of a field that the page shows at once, as findings write it. */
  configObject: (
    scope: Scope,
    { kind, namespace, name }: { kind: string; namespace: string; name: string },
    query: { field?: string } = {},
  ) => href(`/config/${segment(kind, namespace, name)}`, scope, query),
  changes: (scope: Scope) => href('/changes', scope),
  changesOf: (scope: Scope, object: string) => href('/changes', scope, { object }),
  change: (scope: Scope, id: string) => href('/changes', scope, { change: id }),
  mesh: () => '/mesh',
  signIn: (returnTo: string) => `/sign-in?returnTo=${encodeURIComponent(returnTo)}`,
} as const
