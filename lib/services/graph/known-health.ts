import type { HealthSubject, KnownHealthOf } from '../../domain/graph/appenders/health.ts'
import type { Health } from '../../domain/health/model.ts'
import { parseRateAnnotation, RATE_ANNOTATION, type ParsedRates } from '../../domain/health/rate-annotation.ts'
import type { KnownHealth } from '../../domain/health/thing-health.ts'
import { proxyHealth, replicaHealth, type Replicas } from '../../domain/health/workload-health.ts'
import { stringsAt } from '../../domain/kubernetes/json.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import { groupBy } from '../../domain/model/group-by.ts'
import type { KubernetesSource, ProxyStatus } from '../../sources/ports.ts'
import { endpointsOf } from '../services/cluster-services.ts'
import { clusterWorkloads, type ClusterWorkload } from '../workloads/cluster-workloads.ts'
import { syncStateOf } from '../workloads/proxy-sync.ts'

/**
 * What the cluster knows of anything's health: pods and proxies of a workload, of an app all of its workloads, of a service its
 * endpoints; and what each says of itself in its annotation (H3, H4, H6).
 */
export function knownHealth(kubernetes: KubernetesSource, proxies: readonly ProxyStatus[]): KnownHealthOf {
  const workloads = clusterWorkloads(kubernetes)
  const byName = new Map(workloads.map((one) => [`${one.namespace}/${one.name}`, one]))
  const byApp = groupBy(workloads, ({ namespace, app }) => `${namespace}/${app ?? ''}`)
  const services = new Map(kubernetes.snapshot('Service').items.map((one) => [keyOf(one), one]))
  const stateOf = new Map(proxies.map((proxy) => [`${proxy.namespace}/${proxy.pod}`, syncStateOf(proxy)]))
  const annotated = annotations(kubernetes)
  const ofWorkloads = (own: readonly ClusterWorkload[]): KnownHealth => {
    const rates = own
      .map(({ namespace, name }) => annotated.get(`${namespace}/${name}`))
      .find((one) => one !== undefined)
    return withRates({ verdicts: [...podVerdicts(own), ...own.flatMap((one) => proxyVerdict(one, stateOf))] }, rates)
  }
  return (subject: HealthSubject) => {
    const place = subject.namespace ?? ''
    if (subject.workload !== null) {
      const own = byName.get(`${place}/${subject.workload}`)
      return own === undefined ? undefined : ofWorkloads([own])
    }
    if (subject.kind === 'app') return ofWorkloads(byApp.get(`${place}/${subject.app ?? ''}`) ?? [])
    if (subject.kind !== 'service' || subject.service === null) return undefined
    const service = services.get(`${place}/${subject.service}`)
    if (service === undefined) return undefined
    const endpoints = endpointsOf({ namespace: place, selector: stringsAt(service, 'spec', 'selector') }, kubernetes)
    return withRates({ verdicts: endpointVerdict(endpoints) }, parsed(service.metadata.annotations?.[RATE_ANNOTATION]))
  }
}

/** Pods of each workload apart, since one of several may have none; where all are ready, one sentence counts them. */
function podVerdicts(workloads: readonly ClusterWorkload[]): Health[] {
  const replicas = workloads.flatMap((workload) => workload.replicas ?? [])
  const verdicts = replicas.map(replicaHealth)
  if (verdicts.length < 2 || verdicts.some(({ status }) => status !== 'healthy')) return verdicts
  return [replicaHealth({ desired: sumOf(replicas, 'desired'), ready: sumOf(replicas, 'ready') })]
}

function sumOf(replicas: readonly Replicas[], key: keyof Replicas): number {
  return replicas.reduce((sum, one) => sum + one[key], 0)
}

function proxyVerdict({ namespace, pods }: ClusterWorkload, stateOf: ReadonlyMap<string, string>): Health[] {
  const proxies = pods.map(({ metadata }) => {
    const pod = metadata.name ?? ''
    return { pod, state: stateOf.get(`${namespace}/${pod}`) ?? 'unknown' }
  })
  const behind = proxyHealth(proxies)
  return behind === null ? [] : [behind]
}

function endpointVerdict(endpoints: { readonly ready: number } | null): Health[] {
  return endpoints?.ready === 0 ? [{ status: 'degraded', reasons: ['No pod behind it is ready.'] }] : []
}

/** Annotations of workloads, on the object itself or on its pods. */
function annotations(kubernetes: KubernetesSource): Map<string, ParsedRates> {
  const found = new Map<string, ParsedRates>()
  for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod'] as const)
    for (const object of kubernetes.snapshot(kind).items) {
      const own = object.metadata.annotations?.[RATE_ANNOTATION]
      const rates = parsed(own ?? stringsAt(object, 'spec', 'template', 'metadata', 'annotations')[RATE_ANNOTATION])
      if (rates !== undefined) found.set(keyOf(object), rates)
    }
  return found
}

const keyOf = ({ metadata }: KubernetesObject) => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`

function parsed(annotation: string | undefined): ParsedRates | undefined {
  return annotation === undefined ? undefined : parseRateAnnotation(annotation)
}

/** An annotation that is not understood is said, and the defaults hold. */
function withRates(known: KnownHealth, rates: ParsedRates | undefined): KnownHealth {
  if (rates === undefined) return known
  if (rates.ok) return { ...known, tolerances: rates.tolerances }
  return { ...known, note: `Its annotation ${RATE_ANNOTATION} is not understood: ${rates.message}; the defaults hold.` }
}
