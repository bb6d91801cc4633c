import { HeddleError } from '../../domain/model/heddle-error.ts'
import { groupBy } from '../../domain/model/group-by.ts'
import { maySee } from '../../domain/model/principal.ts'
import { sumEdges, sumKnown } from '../../domain/graph/node-traffic.ts'
import { mtlsOf } from '../../domain/graph/appenders/mtls.ts'
import { histogramsBy } from '../../domain/graph/appenders/latency.ts'
import { quantile } from '../../domain/telemetry/histogram.ts'
import { groupHealth } from '../../domain/health/group-health.ts'
import { configKinds } from '../../domain/istio/config-kinds.ts'
import { stringAt, valueAt } from '../../domain/kubernetes/json.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { NamespaceResponse, NamespaceSummary, NamespacesResponse } from '../../contract/namespaces.ts'
import type { ListRequest, WorkloadSummary } from '../../contract/workloads.ts'
import type { Call, Deps } from '../deps.ts'
import { findingsAbout } from '../config/findings-about.ts'
import { readWorld } from '../config/read-world.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { meshTraffic, type MeshTraffic } from '../traffic/mesh-traffic.ts'
import { isWanted, workloadsIn } from '../workloads/list-workloads.ts'

/** Where mesh-wide policy lives. */
const ROOT_NAMESPACE = 'istio-system'

/** Namespaces of the cluster and of the traffic, with health and traffic of what is in them. */
export async function listNamespaces(call: Call<ListRequest>): Promise<NamespacesResponse> {
  const { deps, principal, input } = call
  requireNamespaces(principal, input.namespaces)
  const traffic = await meshTraffic(call, 'workload')
  const workloads = workloadsIn(call, traffic)
  const objects = new Map(deps.kubernetes.snapshot('Namespace').items.map((one) => [one.metadata.name ?? '', one]))
  const names = new Set([...objects.keys(), ...traffic.nodes.flatMap(({ namespace }) => namespace ?? [])])
  const byNamespace = groupBy(workloads.items, ({ namespace }) => namespace)
  const parts = trafficByNamespace(traffic)
  const checked = readWorld(deps.kubernetes)
  const config = configKinds.flatMap((kind) => deps.kubernetes.snapshot(kind).items)
  const configIn = groupBy(config, ({ metadata }) => metadata.namespace ?? '')
  const items = [...names]
    .filter((name) => isWanted(principal, input.namespaces, name))
    .toSorted()
    .map((name) =>
      summaryOf({
        name,
        object: objects.get(name),
        workloads: byNamespace.get(name) ?? [],
        traffic: parts(name),
        deps,
        findings: findingsAbout(configIn.get(name) ?? [], checked, principal),
      }),
    )
  return { at: traffic.at, windowSeconds: input.window, degraded: [...traffic.degraded], items }
}

/** @throws HeddleError FORBIDDEN, NOT_FOUND */
export async function getNamespace(call: Call<ListRequest & { readonly name: string }>): Promise<NamespaceResponse> {
  const { principal, input } = call
  if (!maySee(principal, input.name)) requireNamespaces(principal, [input.name])
  const list = await listNamespaces({ ...call, input: { ...input, namespaces: [input.name] } })
  const [namespace] = list.items
  if (namespace === undefined)
    throw new HeddleError('NOT_FOUND', `There is no namespace "${input.name}" in this mesh.`, { field: 'name' })
  return { at: list.at, windowSeconds: list.windowSeconds, degraded: list.degraded, namespace }
}

interface Summarised {
  readonly name: string
  readonly object: KubernetesObject | undefined
  readonly workloads: readonly WorkloadSummary[]
  readonly traffic: Pick<NamespaceSummary, 'inbound' | 'outboundRps'>
  readonly deps: Deps
  readonly findings: NamespaceSummary['findings']
}

function summaryOf({ name, object, workloads, traffic, deps, findings }: Summarised): NamespaceSummary {
  const healthCounts: Record<string, number> = {}
  for (const { health } of workloads) healthCounts[health.status] = (healthCounts[health.status] ?? 0) + 1
  const inCluster = object !== undefined
  return {
    name,
    labels: { ...object?.metadata.labels },
    createdAt: object?.metadata.creationTimestamp ?? null,
    injection: injectionOf(object),
    mtlsMode: mtlsModeOf(name, deps.kubernetes.snapshot('PeerAuthentication').items),
    workloads: inCluster
      ? { total: workloads.length, withSidecar: workloads.filter(({ sidecar }) => sidecar === 'all').length }
      : null,
    services: inCluster
      ? deps.kubernetes.snapshot('Service').items.filter(({ metadata }) => metadata.namespace === name).length
      : null,
    applications: new Set(workloads.flatMap(({ app }) => app ?? [])).size,
    health: groupHealth(workloads),
    healthCounts,
    ...traffic,
    findings,
  }
}

/** What enters each namespace's workloads, calls within the namespace included, and what leaves them; one pass for all. */
function trafficByNamespace(traffic: MeshTraffic): (name: string) => Pick<NamespaceSummary, 'inbound' | 'outboundRps'> {
  const { graph, samples } = traffic.built
  const namespaceOf = new Map(traffic.nodes.map(({ id, namespace }) => [id, namespace ?? '']))
  const drafts = [...graph.draft.edges.values()]
  const into = groupBy(drafts, ({ edge }) => namespaceOf.get(edge.target) ?? '')
  const outOf = groupBy(drafts, ({ edge }) => namespaceOf.get(edge.source) ?? '')
  const buckets = histogramsBy(samples.latencyBuckets ?? [], graph.reporting, ({ destinationNamespace }) => [
    destinationNamespace,
  ])
  return (name) => {
    const inbound = into.get(name) ?? []
    const reports = inbound.flatMap(({ calls, connections }) => [...calls, ...connections])
    return {
      inbound: {
        ...sumEdges(inbound.map(({ edge }) => edge)),
        p95Ms: quantile(0.95, buckets.get(name) ?? new Map()),
        mtlsRatio: mtlsOf(reports).ratio,
      },
      outboundRps: sumKnown((outOf.get(name) ?? []).map(({ edge }) => edge.rps)),
    }
  }
}

function injectionOf(object: KubernetesObject | undefined): NamespaceSummary['injection'] {
  const labels = object?.metadata.labels ?? {}
  if (labels['istio-injection'] === 'enabled' || labels['istio.io/rev'] !== undefined) return 'enabled'
  return labels['istio-injection'] === 'disabled' ? 'disabled' : 'unset'
}

/** The namespace's own PeerAuthentication, else the mesh's; the oldest wins. Workload policies do not count here. */
function mtlsModeOf(namespace: string, policies: readonly KubernetesObject[]): NamespaceSummary['mtlsMode'] {
  const wide = policies
    .filter((policy) => valueAt(policy, 'spec', 'selector') === undefined)
    .toSorted((a, b) => (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? ''))
  for (const place of [namespace, ROOT_NAMESPACE]) {
    const mode = wide
      .filter(({ metadata }) => metadata.namespace === place)
      .map((policy) => stringAt(policy, 'spec', 'mtls', 'mode'))
      .find((one) => one === 'STRICT' || one === 'PERMISSIVE' || one === 'DISABLE')
    if (mode === 'STRICT' || mode === 'PERMISSIVE' || mode === 'DISABLE') return mode
  }
  return null
}
