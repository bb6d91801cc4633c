import type { RoutingList, RoutingListQuery, RoutingRow } from '../../contract/routing.ts'
import { visibleNamespaces, type NamespaceRights } from '../../domain/model/principal.ts'
import { ownedMetadataSchema, ownerOf } from '../../domain/routing/owner.ts'
import { fullHost, rulesOf } from '../../domain/routing/rules.ts'
import { selects, type ClusterFacts } from '../../domain/routing/targets.ts'
import { virtualServiceSchema, type VirtualService } from '../../domain/routing/virtual-service.ts'
import { shortName } from '../../domain/routing/weight-changes.ts'
import { percentOf } from '../../domain/routing/weights.ts'
import { readClusterFacts } from '../changes/cluster-facts.ts'
import type { Call } from '../deps.ts'
import { versionsOf } from './get-routing.ts'
import { sourceFailures } from './source-failures.ts'

/** Every VirtualService that may be seen, and the services with several versions that have none. */
export async function listRouting({ deps, principal, input }: Call<RoutingListQuery>): Promise<RoutingList> {
  const rights = visibleNamespaces(principal, input.namespaces)
  const facts = await readClusterFacts(deps.kubernetes)
  const virtualServices = deps.kubernetes
    .snapshot('VirtualService')
    .items.flatMap((object) => virtualServiceSchema.safeParse(object).data ?? [])
  const routed = virtualServices.filter(({ metadata }) => isIn(rights, metadata.namespace)).map(rowOf)
  const rows = [...routed, ...unroutedRows({ facts, rights, virtualServices })]
  return { rows: rows.toSorted(byNamespaceAndName), degraded: sourceFailures(deps, null) }
}

function rowOf(virtualService: VirtualService): RoutingRow {
  const { namespace, name, resourceVersion } = virtualService.metadata
  const rules = rulesOf(virtualService)
  const splits = rules.flatMap((rule) => {
    if (rule.slices.length < 2) return []
    const slices = rule.slices.map((slice, place) => ({
      name: shortName(rule, place),
      percent: percentOf(slice.effective, rule.total),
    }))
    return [{ rule: rule.reference, slices }]
  })
  const owner = ownerOf(ownedMetadataSchema.parse(virtualService.metadata))
  const hosts = virtualService.spec.hosts ?? []
  return {
    namespace,
    name,
    service: null,
    hosts,
    rules: rules.length,
    splits,
    owner,
    resourceVersion: resourceVersion ?? null,
  }
}

function unroutedRows(from: {
  readonly facts: ClusterFacts
  readonly rights: NamespaceRights
  readonly virtualServices: readonly VirtualService[]
}): RoutingRow[] {
  const { facts, rights, virtualServices } = from
  const routedHosts = new Set(
    virtualServices.flatMap(({ spec, metadata }) =>
      (spec.hosts ?? []).map((host) => fullHost(host, metadata.namespace)),
    ),
  )
  return facts.services.flatMap((service): RoutingRow[] => {
    const host = `${service.name}.${service.namespace}.svc.cluster.local`
    if (!isIn(rights, service.namespace) || routedHosts.has(host) || Object.keys(service.selector).length === 0)
      return []
    const pods = facts.pods.filter(
      (pod) => pod.namespace === service.namespace && selects(service.selector, pod.labels),
    )
    if (versionsOf(pods).length < 2) return []
    const { namespace, name } = service
    return [
      { namespace, name: null, service: name, hosts: [name], rules: 0, splits: [], owner: null, resourceVersion: null },
    ]
  })
}

function isIn(rights: NamespaceRights, namespace: string): boolean {
  return rights === 'all' || rights.includes(namespace)
}

function byNamespaceAndName(left: RoutingRow, right: RoutingRow): number {
  const key = (row: RoutingRow) => `${row.namespace}/${row.name ?? row.service ?? ''}`
  return key(left).localeCompare(key(right))
}
